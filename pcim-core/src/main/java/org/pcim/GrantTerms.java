package org.pcim;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * On what terms a patient approves. There is no approval without an end.
 *
 * @param expiry from when on the approval is no longer in force, in whole seconds
 */
public record GrantTerms(Instant expiry) {

    /** Cuts parts of a second off. */
    public GrantTerms {
        expiry = expiry.truncatedTo(ChronoUnit.SECONDS);
    }

    /** In force until this time. */
    public static GrantTerms until(Instant expiry) {
        return new GrantTerms(expiry);
    }

    /** In force through this day, as it ends in UTC. */
    public static GrantTerms until(LocalDate lastDay) {
        return new GrantTerms(lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
