package org.pcim.ledger;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.ledger.LedgerEvent.AccessEvent;
import org.pcim.ledger.LedgerEvent.ImageEvent;
import org.pcim.model.Address;
import org.pcim.model.ImageId;

/**
 * Which events are asked for: those that match every part that is given.
 *
 * @param image only events of this image, or null
 * @param patient only events of this patient's images, or null
 * @param requester only events with this requester, or null
 * @param kinds only events of these types; empty for all
 */
public record EventFilter(
        @Nullable ImageId image,
        @Nullable Address patient,
        @Nullable Address requester,
        Set<Class<? extends LedgerEvent>> kinds) {

    private static final EventFilter ALL = new EventFilter(null, null, null, Set.of());

    /** Copies the set. */
    public EventFilter {
        kinds = Set.copyOf(kinds);
    }

    /** Every event. */
    public static EventFilter all() {
        return ALL;
    }

    /** As this, but only of this image. */
    public EventFilter image(ImageId only) {
        return new EventFilter(only, patient, requester, kinds);
    }

    /** As this, but only of this patient's images. */
    public EventFilter patient(Address only) {
        return new EventFilter(image, only, requester, kinds);
    }

    /** As this, but only with this requester. */
    public EventFilter requester(Address only) {
        return new EventFilter(image, patient, only, kinds);
    }

    /** As this, but only of these types. */
    public EventFilter kinds(Set<Class<? extends LedgerEvent>> only) {
        return new EventFilter(image, patient, requester, only);
    }

    /** Whether an event matches. */
    public boolean matches(LedgerEvent event) {
        return (kinds.isEmpty() || kinds.contains(event.getClass()))
                && (image == null
                        || (event instanceof ImageEvent of && of.image().equals(image)))
                && (patient == null
                        || (event instanceof ImageEvent of && of.patient().equals(patient)))
                && (requester == null
                        || (event instanceof AccessEvent with
                                && with.requester().equals(requester)));
    }
}
