package org.pcim.crypto;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a new OpenPGP key is made with.
 *
 * @param created when it was made, to the second
 * @param userIds names that stand readable in the certificate, each once; none for a patient
 * @param validity how long after its creation it can be used, in whole seconds; empty for no limit
 */
public record KeyParameters(Instant created, List<String> userIds, Optional<Duration> validity) {

    private static final Duration LONGEST = Duration.ofSeconds(0xFFFF_FFFFL);

    /** Cuts the creation time to the second. Refuses empty or repeated User IDs, and a validity OpenPGP cannot express. */
    public KeyParameters {
        created = created.truncatedTo(ChronoUnit.SECONDS);
        userIds = List.copyOf(userIds);
        if (userIds.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("A User ID may not be empty");
        }
        if (userIds.stream().distinct().count() != userIds.size()) {
            throw new IllegalArgumentException("A User ID may stand only once");
        }
        validity = validity.map(duration -> duration.truncatedTo(ChronoUnit.SECONDS));
        if (validity.isPresent()
                && (validity.get().compareTo(Duration.ofSeconds(1)) < 0
                        || validity.get().compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("A validity has 1 to 4294967295 seconds, not " + validity.get());
        }
    }

    /** A patient's: it names nobody. */
    public static KeyParameters withoutName(Instant created) {
        return new KeyParameters(created, List.of(), Optional.empty());
    }

    /** A radiologist's, a requester's or an institution's. */
    public static KeyParameters named(Instant created, String... userIds) {
        return new KeyParameters(created, List.of(userIds), Optional.empty());
    }

    /** The same, to be used only so long after its creation. */
    public KeyParameters validFor(Duration duration) {
        return new KeyParameters(created, userIds, Optional.of(duration));
    }
}
