package org.pcim.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One direction of a line, which carries one piece after the other. Safe for use by many threads. */
final class LineRate {

    private static final double BITS = 8;
    private static final double NANOS_OF_A_MEGABIT = 1000;
    /** How much time that passed unused can be made up for, since threads wake up late. */
    private static final long CREDIT = TimeUnit.MILLISECONDS.toNanos(2);

    private final double nanosOfAByte;
    private long free = System.nanoTime();

    LineRate(int megabits) {
        nanosOfAByte = BITS * NANOS_OF_A_MEGABIT / megabits;
    }

    /** When so many bytes have left, if they are next. */
    synchronized long send(int bytes) {
        free = Math.max(free, System.nanoTime() - CREDIT) + (long) (bytes * nanosOfAByte);
        return free;
    }

    /** Returns at once if it is interrupted. */
    static void sleepUntil(long time) {
        for (long left;
                (left = time - System.nanoTime()) > 0 && !Thread.currentThread().isInterrupted(); ) {
            LockSupport.parkNanos(left);
        }
    }
}
