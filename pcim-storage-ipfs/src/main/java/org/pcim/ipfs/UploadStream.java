package org.pcim.ipfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of a request, written by one thread at a time under a deadline, and {@linkplain #sendTo sent} by another.
 *
 * <p>Holds {@value #SEGMENTS} segments of {@value #SEGMENT} bytes that the network has not taken yet; writing waits until
 * it takes them.
 */
final class UploadStream extends OutputStream {

    private static final int SEGMENT = 256 * 1024;
    private static final int SEGMENTS = 8;
    private static final Segment END = new Segment(0);
    private static final Segment BROKEN_OFF = new Segment(0);

    private static final class Segment {
        final byte[] bytes;
        int length;

        Segment(int capacity) {
            bytes = new byte[capacity];
        }
    }

    private final BlockingQueue<Segment> segments = new ArrayBlockingQueue<>(SEGMENTS);
    private final BlockingQueue<Segment> sent = new ArrayBlockingQueue<>(SEGMENTS);
    private final CompletableFuture<Void> wanted = new CompletableFuture<>();
    private final Duration deadline;
    private Segment segment = new Segment(SEGMENT);
    /** Nobody sends any more. */
    private volatile boolean ended;

    /**
     * A body.
     *
     * @param deadline how long the network may take nothing before a write fails
     */
    UploadStream(Duration deadline) {
        this.deadline = deadline;
    }

    /** Completed when the server wants the body. */
    CompletableFuture<Void> wanted() {
        return wanted;
    }

    /**
     * Sends what is written, until that is closed.
     *
     * @param connection closed before anything else if the body is broken off, so that what was sent is not taken for all
     */
    void sendTo(OutputStream network, Exchange connection) throws IOException {
        wanted.complete(null);
        try {
            for (Segment next = segments.take(); next != END; next = segments.take()) {
                if (next == BROKEN_OFF) {
                    connection.close();
                    throw new IOException("broken off");
                }
                network.write(next.bytes, 0, next.length);
                next.length = 0;
                sent.offer(next);
            }
        } catch (InterruptedException e) {
            connection.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            // In this order, nobody waits for room that will not come.
            ended = true;
            segments.clear();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, SEGMENT - segment.length);
            System.arraycopy(bytes, offset + done, segment.bytes, segment.length, part);
            segment.length += part;
            done += part;
            if (segment.length == SEGMENT) {
                flush();
            }
        }
    }

    /** Sends what was written so far. */
    @Override
    public void flush() throws IOException {
        if (segment.length > 0) {
            send(segment);
            Segment used = sent.poll();
            segment = used == null ? new Segment(SEGMENT) : used;
        }
    }

    /** Ends the body. */
    @Override
    public void close() throws IOException {
        flush();
        send(END);
    }

    /** Breaks the body off, and the connection with it. */
    void abort() {
        segments.clear();
        segments.offer(BROKEN_OFF);
    }

    private void send(Segment full) throws IOException {
        boolean taken;
        try {
            taken = segments.offer(full, deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        // The end itself may be taken already.
        if (ended && full != END) {
            throw new IOException("the connection broke");
        }
        if (!taken) {
            throw new TimedOut("it took nothing", deadline);
        }
    }
}
