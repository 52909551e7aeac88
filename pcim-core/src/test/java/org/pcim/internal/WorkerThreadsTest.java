package org.pcim.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class WorkerThreadsTest {

    private final Thread caller = Thread.currentThread();

    @Test
    void theCallerIsOneOfThem() {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        CountDownLatch bothAtWork = new CountDownLatch(2);
        try (WorkerThreads threads = new WorkerThreads(2)) {
            while (!used.contains(caller)) {
                threads.execute(() -> {
                    used.add(Thread.currentThread());
                    bothAtWork.countDown();
                    await(bothAtWork);
                });
            }
        }
        assertEquals(2, used.size());
    }

    @Test
    void oneThreadIsTheCaller() {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        try (WorkerThreads threads = new WorkerThreads(1)) {
            threads.execute(() -> used.add(Thread.currentThread()));
            assertEquals(Set.of(caller), used);
        }
    }

    @Test
    void whatWaitedIsRunAfterClosingAndNothingElse() throws InterruptedException {
        for (int parallel : new int[] {1, 2, 5}) {
            CountDownLatch done = new CountDownLatch(parallel - 1);
            CountDownLatch closed = new CountDownLatch(1);
            WorkerThreads threads = new WorkerThreads(parallel);
            for (int i = 1; i < parallel; i++) {
                threads.execute(() -> {
                    await(closed);
                    done.countDown();
                });
            }
            threads.close();
            closed.countDown();
            assertTrue(done.await(10, TimeUnit.SECONDS));
            assertThrows(RejectedExecutionException.class, () -> threads.execute(() -> {}));
        }
    }

    @Test
    void threadsKeepNoProgramAlive() {
        CountDownLatch asked = new CountDownLatch(1);
        boolean[] daemon = new boolean[1];
        try (WorkerThreads threads = new WorkerThreads(2)) {
            threads.execute(() -> {
                daemon[0] = Thread.currentThread().isDaemon();
                asked.countDown();
            });
            await(asked);
        }
        assertTrue(daemon[0]);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
