package org.pcim.ipfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read by one thread under a deadline.
 *
 * <p>Holds little more than {@value #LIMIT} bytes that nobody has read yet: until they are, no more are taken from the
 * network. The thread that brings them never waits.
 */
final class TimedBody extends InputStream implements BodySubscriber<TimedBody> {

    /** How many unread bytes are held, before the last that came together. */
    static final int LIMIT = 1024 * 1024;

    /** Bytes come 16 KiB at a time or less; a reader that was woken for each would cost more than what it reads. */
    private static final int WORTH_WAKING = 128 * 1024;

    /** How long a reader waits for so many before it takes any, in nanoseconds. */
    private static final long BRIEFLY = 500_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final Deque<ByteBuffer> unread = new ArrayDeque<>();
    private int held;
    /** The reader takes any bytes. */
    private boolean anyWanted;
    /** The network was asked for bytes and has brought none yet. */
    private boolean requested;

    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;
    private Flow.@Nullable Subscription network;

    /** The reader's own, as is the deadline. */
    private ByteBuffer current = ByteBuffer.allocate(0);

    private long deadline;

    /** A body whose first bytes must come within this time. */
    TimedBody(Duration time) {
        within(time);
    }

    /** From now on, reads fail with {@link HttpTimeoutException} when so much time has passed from now. */
    final void within(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public CompletionStage<TimedBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        lock.lock();
        try {
            network = subscription;
            if (closed) {
                subscription.cancel();
            }
        } finally {
            lock.unlock();
        }
        request();
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        lock.lock();
        try {
            requested = false;
            if (!closed) {
                for (ByteBuffer part : bytes) {
                    unread.add(part);
                    held += part.remaining();
                }
                if (anyWanted || held >= WORTH_WAKING) {
                    arrival.signal();
                }
            }
        } finally {
            lock.unlock();
        }
        request();
    }

    @Override
    public void onError(Throwable thrown) {
        end(thrown);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    @Override
    public int read() throws IOException {
        return fill() ? current.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int part = Math.min(length, current.remaining());
        current.get(target, offset, part);
        return part;
    }

    /** Ends the transfer, and the connection with it unless the body was read to its end. */
    @Override
    public void close() {
        Flow.Subscription ending;
        lock.lock();
        try {
            closed = true;
            unread.clear();
            ending = network;
        } finally {
            lock.unlock();
        }
        if (ending != null) {
            ending.cancel();
        }
    }

    private void end(@Nullable Throwable thrown) {
        lock.lock();
        try {
            ended = true;
            failure = thrown;
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean fill() throws IOException {
        while (!current.hasRemaining()) {
            ByteBuffer next = take();
            if (next == null) {
                return false;
            }
            current = next;
            request();
        }
        return true;
    }

    /** The next bytes; null at the end. */
    private @Nullable ByteBuffer take() throws IOException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            awaitArrival();
            ByteBuffer next = unread.poll();
            if (next != null) {
                held -= next.remaining();
            } else if (failure instanceof IOException broken) {
                throw broken;
            } else if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            return next;
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private void awaitArrival() throws IOException, InterruptedException {
        if (closed) {
            throw new IOException("closed");
        }
        long wait = BRIEFLY;
        while (unread.isEmpty() && !ended) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new HttpTimeoutException("it took too long");
            }
            arrival.awaitNanos(Math.min(wait, left));
            anyWanted = true;
            wait = Long.MAX_VALUE;
        }
        anyWanted = false;
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    /** Asks the network for more if there is room and it was not asked yet. */
    private void request() {
        Flow.Subscription asked;
        lock.lock();
        try {
            if (requested || closed || held >= LIMIT) {
                return;
            }
            requested = true;
            asked = Objects.requireNonNull(network);
        } finally {
            lock.unlock();
        }
        asked.request(1);
    }
}
