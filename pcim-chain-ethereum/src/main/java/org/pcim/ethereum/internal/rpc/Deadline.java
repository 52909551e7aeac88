package org.pcim.ethereum.internal.rpc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.pcim.error.CancelledException;

/** How long something may still take. */
public final class Deadline {

    private final long start = System.nanoTime();
    private final Duration total;

    private Deadline(Duration total) {
        this.total = total;
    }

    /** So long from now on. */
    public static Deadline in(Duration total) {
        return new Deadline(total);
    }

    /** What is left, never below zero. */
    public Duration remaining() {
        Duration left = total.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether nothing is left. */
    public boolean passed() {
        return remaining().isZero();
    }

    /** How long it was in all. */
    public Duration total() {
        return total;
    }

    /** A pause twice as long as this one, or the longest. */
    public static Duration doubled(Duration pause, Duration longest) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /**
     * Waits for about this long, from half of it to all of it, but not past the deadline.
     *
     * @throws CancelledException if the thread is interrupted
     */
    public void pause(Duration about, String action, String subject) {
        long longest = Math.min(about.toMillis(), remaining().toMillis());
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
        } catch (InterruptedException e) {
            throw new CancelledException(action, subject);
        }
    }
}
