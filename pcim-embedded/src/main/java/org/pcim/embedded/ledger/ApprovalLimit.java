package org.pcim.embedded.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A patient's limit of approvals (paper, 4.5): at most {@code max} in each period.
 *
 * <p>A lower maximum in periods of the same length counts at once. Every other change of a limit in force (a raise,
 * another length, its end) counts from the end of the period in which it was asked for, so that nobody gains approvals
 * by setting the limit anew. Times and lengths are seconds.
 *
 * @param max how many approvals a period may have; 0 where there is no limit
 * @param period how long a period is; 0 if there is no limit
 * @param start when the current period began
 * @param used the approvals in it
 * @param next what counts from the end of the current period, if that is something else
 */
record ApprovalLimit(
        long max,
        long period,
        long start,
        long used,
        @Nullable Next next) {

    /** A limit that is asked for and does not count yet. */
    record Next(long max, long period) {}

    /** Anything goes. */
    static final ApprovalLimit NONE = new ApprovalLimit(0, 0, 0, 0, null);

    /** Whether the current period has room for one more approval; ask {@link #at} first. */
    boolean allowsOneMore() {
        return period == 0 || used < max;
    }

    /** With one approval more in the current period. */
    ApprovalLimit counted() {
        return period == 0 ? this : new ApprovalLimit(max, period, start, used + 1, next);
    }

    /** The same limit as it stands at this time. */
    ApprovalLimit at(long now) {
        if (period == 0 || now < start + period) {
            return this;
        }
        if (next != null) {
            return starting(next.max, next.period, start + period).at(now);
        }
        return starting(max, period, now - (now - start) % period);
    }

    /** After the patient has asked for another limit at this time. */
    ApprovalLimit changed(long newMax, long newPeriod, long now) {
        ApprovalLimit current = at(now);
        if (current.period == 0) {
            return starting(newMax, newPeriod, now);
        }
        if (newPeriod == current.period && newMax <= current.max) {
            return new ApprovalLimit(newMax, current.period, current.start, current.used, null);
        }
        return new ApprovalLimit(current.max, current.period, current.start, current.used, new Next(newMax, newPeriod));
    }

    private static ApprovalLimit starting(long max, long period, long start) {
        return period == 0 ? NONE : new ApprovalLimit(max, period, start, 0, null);
    }
}
