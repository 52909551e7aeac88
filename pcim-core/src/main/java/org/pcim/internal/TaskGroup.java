package org.pcim.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.pcim.error.CancelledException;

/**
 * Tasks of one call that run on the client's threads, or on the caller's own.
 *
 * <p>The first failure of a task makes the next call of the owner fail with it. Closing waits until no task runs any
 * more, so that nothing is used after it was closed. Threads of the client are not interrupted: a task looks itself
 * whether it is still wanted.
 */
final class TaskGroup implements AutoCloseable {

    private final Executor threads;
    private final int room;
    private final String action;
    private final String subject;
    private final Semaphore free;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean closing;

    /** Those that wait or run take no more than this room together; what is done to what is for messages. */
    TaskGroup(Executor threads, int room, String action, String subject) {
        this.threads = threads;
        this.room = room;
        this.action = action;
        this.subject = subject;
        this.free = new Semaphore(room);
    }

    /** Runs a task, after waiting for the room that it takes, which is no more than there is. */
    void run(int taken, Runnable task) {
        acquire(taken);
        boolean accepted = false;
        try {
            throwFailure();
            threads.execute(() -> {
                try {
                    requireWanted();
                    task.run();
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    free.release(taken);
                }
            });
            accepted = true;
        } finally {
            if (!accepted) {
                free.release(taken);
            }
        }
    }

    /** Throws what has failed, or says that nobody wants the work any more, or that the caller was interrupted. */
    void requireWanted() {
        throwFailure();
        if (closing || Thread.currentThread().isInterrupted()) {
            throw new CancelledException(action, subject);
        }
    }

    /** Waits for all tasks. */
    void join() {
        acquire(room);
        free.release(room);
        throwFailure();
    }

    @Override
    public void close() {
        closing = true;
        free.acquireUninterruptibly(room);
        free.release(room);
    }

    private void acquire(int permits) {
        try {
            free.acquire(permits);
        } catch (InterruptedException e) {
            throw new CancelledException(action, subject);
        }
    }

    private void throwFailure() {
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }
}
