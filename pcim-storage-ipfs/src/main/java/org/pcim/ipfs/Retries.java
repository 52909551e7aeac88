package org.pcim.ipfs;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.pcim.error.CancelledException;
import org.pcim.model.Cid;

/**
 * How often something is tried, with growing pauses of random length in between.
 *
 * @param attempts at least 1
 * @param firstPause at most so long before the second attempt, twice as long before the third, and so on
 */
record Retries(int attempts, Duration firstPause) {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** What is tried. */
    interface Attempt<T> {
        T run() throws IOException;
    }

    /** Tries until it succeeds, is refused, or was tried often enough. */
    <T> T run(String action, Cid cid, Attempt<T> attempt) throws IOException {
        for (int n = 0; ; n++) {
            pauseBefore(n, action, cid.toString());
            try {
                return attempt.run();
            } catch (IOException e) {
                Transport.checkInterrupt(action, cid.toString());
                if (e instanceof Refused || n + 1 >= attempts) {
                    throw e;
                }
            }
        }
    }

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
