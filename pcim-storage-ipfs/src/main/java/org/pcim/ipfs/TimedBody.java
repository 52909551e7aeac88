package org.pcim.ipfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read by one thread under a deadline.
 *
 * <p>A thread that waits for bytes of a socket heeds neither deadline nor interruption, so another looks after it: it closes
 * the connection. Holds no more than a few kB that nobody has read; what else has come lies in the socket's own buffer, and
 * when that is full, the server has to wait.
 */
final class TimedBody extends InputStream {

    /** How late a read may be told that its time is over, in milliseconds. */
    private static final long TICK = 20;

    private final Exchange exchange;
    private final InputStream content;
    private final Future<?> watch;
    private Duration time;
    private boolean ended;

    private volatile long deadline;
    private volatile @Nullable Thread reader;
    private volatile boolean late;
    private volatile boolean closed;

    /**
     * A body whose first bytes must come within a time.
     *
     * @param watch looks after the readers
     */
    TimedBody(Exchange exchange, Duration time, ScheduledExecutorService watch) throws IOException {
        this.exchange = exchange;
        this.content = exchange.content();
        this.time = time;
        this.deadline = System.nanoTime() + time.toNanos();
        this.watch = watch.scheduleWithFixedDelay(this::look, TICK, TICK, TimeUnit.MILLISECONDS);
    }

    /** From now on, reads fail with {@link TimedOut} when so much time has passed from now. */
    void within(Duration time) {
        this.time = time;
        deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads some bytes.
     *
     * @throws Refused if the server says at the end that this is not all
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        checkOpen();
        int read;
        reader = Thread.currentThread();
        try {
            read = content.read(target, offset, length);
        } catch (IOException e) {
            checkOpen();
            throw e;
        } finally {
            reader = null;
        }
        if (read < 0) {
            end();
        }
        return read;
    }

    /** Ends the transfer, and the connection with it unless the body was read to its end. */
    @Override
    public void close() {
        closed = true;
        watch.cancel(false);
        exchange.close();
    }

    private void end() throws IOException {
        ended = true;
        watch.cancel(false);
        String failure = exchange.trailer("X-Stream-Error");
        exchange.end();
        if (!failure.isEmpty()) {
            throw new Refused("it broke off (" + Refused.shortened(failure) + ")");
        }
    }

    private void checkOpen() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        if (late || System.nanoTime() - deadline > 0) {
            throw new TimedOut("it gave nothing more", time);
        }
        if (closed) {
            throw new IOException("closed");
        }
    }

    private void look() {
        Thread waiting = reader;
        if (waiting == null) {
            return;
        }
        boolean over = System.nanoTime() - deadline > 0;
        if (over || waiting.isInterrupted()) {
            late = over;
            watch.cancel(false);
            exchange.close();
        }
    }
}
