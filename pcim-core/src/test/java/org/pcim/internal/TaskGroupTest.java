package org.pcim.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pcim.error.CancelledException;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TaskGroupTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final TaskGroup tasks = new TaskGroup(threads, 2, "test", "");

    @AfterEach
    void shutDown() {
        threads.shutdownNow();
    }

    @Test
    void runsEveryTask() {
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            tasks.run(1, done::incrementAndGet);
        }
        tasks.join();
        assertEquals(1000, done.get());
    }

    @Test
    void tasksTakeNoMoreRoomThanThereIs() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            int room = 1 + i % 2;
            tasks.run(room, () -> {
                most.accumulateAndGet(taken.addAndGet(room), Math::max);
                for (int spins = 0; spins < 100; spins++) {
                    Thread.onSpinWait();
                }
                taken.addAndGet(-room);
            });
        }
        tasks.join();
        assertEquals(2, most.get());
    }

    @Test
    void theFirstFailureIsTheOwners() {
        IllegalStateException failure = new IllegalStateException("first");
        assertSame(failure, assertThrows(IllegalStateException.class, () -> {
            tasks.run(1, () -> {
                throw failure;
            });
            tasks.join();
        }));
        assertSame(failure, assertThrows(IllegalStateException.class, tasks::requireWanted));
        assertSame(failure, assertThrows(IllegalStateException.class, () -> tasks.run(1, () -> {})));
    }

    @Test
    void closingWaitsUntilNothingRunsAnyMore() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        tasks.run(1, () -> {
            running.countDown();
            try {
                while (true) {
                    tasks.requireWanted();
                    Thread.onSpinWait();
                }
            } finally {
                ended.set(true);
            }
        });
        running.await();
        tasks.close();
        assertTrue(ended.get());
    }

    @Test
    void anInterruptCancels() {
        CountDownLatch release = new CountDownLatch(1);
        Runnable waiting = () -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        tasks.run(1, waiting);
        tasks.run(1, waiting);
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> tasks.run(1, waiting));
        assertTrue(Thread.interrupted());
        release.countDown();
        tasks.join();
    }
}
