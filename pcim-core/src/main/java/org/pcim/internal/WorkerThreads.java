package org.pcim.internal;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a client, on which a call works beside the caller's own.
 *
 * <p>A task that they could not begin soon is run by whoever brings it. So no thread waits while another has too much to do,
 * and what was read of an instance is decrypted while it is still in the processor's cache.
 *
 * <p>Safe for use by many threads.
 */
public final class WorkerThreads implements Executor, AutoCloseable {

    private static final String CLOSED = "The client is closed";
    private static final AtomicInteger THREADS = new AtomicInteger();

    /** How many tasks wait for a thread: enough that it never idles while a caller runs one itself. */
    private static final int WAITING = 8;

    private final @Nullable ThreadPoolExecutor threads;
    private volatile boolean closed;

    /** With the caller's, so many threads. */
    public WorkerThreads(int parallel) {
        threads = parallel == 1 ? null : pool(parallel - 1);
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException(CLOSED);
        }
        if (threads == null) {
            task.run();
        } else {
            threads.execute(task);
        }
    }

    /** Takes no more tasks; those that wait are still run. */
    @Override
    public void close() {
        closed = true;
        if (threads != null) {
            threads.shutdown();
        }
    }

    private static ThreadPoolExecutor pool(int number) {
        return new ThreadPoolExecutor(
                number,
                number,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING * number),
                task -> {
                    Thread thread = new Thread(task, "pcim-" + THREADS.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                WorkerThreads::runHere);
    }

    private static void runHere(Runnable task, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException(CLOSED);
        }
        task.run();
    }
}
