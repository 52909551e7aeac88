package org.pcim.ipfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read by one thread under a deadline.
 *
 * <p>Holds little more than {@value #LIMIT} bytes that nobody has read yet: until they are, no more are taken from the
 * network.
 */
final class TimedBody extends InputStream implements BodySubscriber<TimedBody> {

    /** How many unread bytes are held, before the last that came together. */
    static final int LIMIT = 1024 * 1024;

    /** What arrived: bytes, or how the body ended. */
    private record Arrival(
            @Nullable ByteBuffer bytes, @Nullable Throwable failure) {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private @Nullable Arrival end;
    private volatile Flow.@Nullable Subscription network;
    private long deadline;
    private volatile boolean closed;

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
        network = subscription;
        if (closed) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        int length = 0;
        for (ByteBuffer part : bytes) {
            length += part.remaining();
            arrivals.add(new Arrival(part, null));
        }
        if (closed) {
            arrivals.clear();
        } else if (held.addAndGet(length) < LIMIT) {
            more();
        }
    }

    @Override
    public void onError(Throwable failure) {
        arrivals.add(new Arrival(null, failure));
    }

    @Override
    public void onComplete() {
        arrivals.add(new Arrival(null, null));
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
        closed = true;
        Flow.Subscription current = network;
        if (current != null) {
            current.cancel();
        }
        arrivals.clear();
    }

    private boolean fill() throws IOException {
        while (!current.hasRemaining()) {
            Arrival next = end == null ? take() : end;
            if (next.bytes() == null) {
                end = next;
                if (next.failure() instanceof IOException failure) {
                    throw failure;
                }
                if (next.failure() != null) {
                    throw new IOException(next.failure().getMessage(), next.failure());
                }
                return false;
            }
            current = next.bytes();
            int length = current.remaining();
            int before = held.getAndAdd(-length);
            if (before >= LIMIT && before - length < LIMIT) {
                more();
            }
        }
        return true;
    }

    private Arrival take() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        try {
            Arrival next = arrivals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new HttpTimeoutException("it took too long");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void more() {
        Objects.requireNonNull(network).request(1);
    }
}
