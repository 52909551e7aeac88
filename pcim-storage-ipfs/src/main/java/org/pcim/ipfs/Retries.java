package org.pcim.ipfs;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.pcim.error.CancelledException;

/**
 * How often something is tried, with growing pauses of random length in between.
 *
 * @param attempts at least 1
 * @param firstPause at most so long before the second attempt, twice as long before the third, and so on
 */
record Retries(int attempts, Duration firstPause) {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Pauses before an attempt, counted from 0. */
    void pauseBefore(int attempt, String action, String subject) {
        if (attempt == 0) {
            return;
        }
        long most = Math.min(LONGEST.toMillis(), firstPause.toMillis() << Math.min(attempt - 1, 20));
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        } catch (InterruptedException e) {
            throw new CancelledException(action, subject);
        }
    }
}
