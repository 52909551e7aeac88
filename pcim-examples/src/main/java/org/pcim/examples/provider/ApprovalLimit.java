package org.pcim.examples.provider;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A patient's limit of approvals (paper, 4.5; docs/ledger.md): at most {@code max} in each period.
 *
 * @param max how many approvals a period may have
 * @param period how long one is; zero if there is no limit
 * @param start when the current one began
 * @param used the approvals in it
 * @param next what counts from its end on, if that is something else
 */
record ApprovalLimit(
        long max,
        Duration period,
        Instant start,
        long used,
        @Nullable Wish next) {

    /** A limit that a patient has asked for. */
    record Wish(long max, Duration period) {

        ApprovalLimit from(Instant start) {
            return period.isZero() ? NONE : new ApprovalLimit(max, period, start, 0, null);
        }
    }

    static final ApprovalLimit NONE = new ApprovalLimit(0, Duration.ZERO, Instant.EPOCH, 0, null);

    /** As it stands at this time. */
    ApprovalLimit at(Instant now) {
        if (period.isZero() || now.isBefore(end())) {
            return this;
        }
        if (next != null) {
            return next.from(end()).at(now);
        }
        long ended = Duration.between(start, now).dividedBy(period);
        return new Wish(max, period).from(start.plus(period.multipliedBy(ended)));
    }

    /** Whether the current period has room for one more; ask {@link #at} first. */
    boolean allowsOneMore() {
        return period.isZero() || used < max;
    }

    /** With one approval more. */
    ApprovalLimit counted() {
        return period.isZero() ? this : new ApprovalLimit(max, period, start, used + 1, next);
    }

    /** After the patient has asked for another one, which cannot bring more approvals before the current period ends. */
    ApprovalLimit changed(Wish wish, Instant now) {
        ApprovalLimit current = at(now);
        if (current.period.isZero()) {
            return wish.from(now);
        }
        boolean counts = wish.period.equals(current.period) && wish.max <= current.max;
        return new ApprovalLimit(
                counts ? wish.max : current.max, current.period, current.start, current.used, counts ? null : wish);
    }

    private Instant end() {
        return start.plus(period);
    }
}
