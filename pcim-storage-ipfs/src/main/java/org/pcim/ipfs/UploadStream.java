package org.pcim.ipfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/**
 * The body of a request, written by one thread at a time under a deadline.
 *
 * <p>Holds {@value #SEGMENTS} segments of {@value #SEGMENT} bytes that the network has not taken yet; writing waits until
 * it takes them.
 */
final class UploadStream extends OutputStream implements BodyPublisher {

    private static final int SEGMENT = 256 * 1024;
    private static final int SEGMENTS = 8;

    private final SubmissionPublisher<ByteBuffer> segments;
    private final CompletableFuture<Void> wanted = new CompletableFuture<>();
    private final Duration deadline;
    private ByteBuffer segment = ByteBuffer.allocate(SEGMENT);

    /**
     * A body.
     *
     * @param deadline how long the network may take nothing before a write fails
     */
    UploadStream(Executor threads, Duration deadline) {
        this.segments = new SubmissionPublisher<>(threads, SEGMENTS);
        this.deadline = deadline;
    }

    /** Completed when the server wants the body. */
    CompletableFuture<Void> wanted() {
        return wanted;
    }

    @Override
    public long contentLength() {
        return -1;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> network) {
        segments.subscribe(network);
        wanted.complete(null);
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
            int part = Math.min(length - done, segment.remaining());
            segment.put(bytes, offset + done, part);
            done += part;
            if (!segment.hasRemaining()) {
                send();
            }
        }
    }

    /** Sends what was written so far. */
    @Override
    public void flush() throws IOException {
        if (segment.position() > 0) {
            send();
        }
    }

    /** Ends the body. */
    @Override
    public void close() throws IOException {
        flush();
        segments.close();
    }

    /** Breaks the body off, and the connection with it. */
    void abort() {
        segments.closeExceptionally(new IOException("broken off"));
    }

    private void send() throws IOException {
        ByteBuffer full = segment.flip();
        segment = ByteBuffer.allocate(SEGMENT);
        if (!segments.hasSubscribers()) {
            throw new IOException("the connection broke");
        }
        int lag = segments.offer(full, deadline.toNanos(), TimeUnit.NANOSECONDS, null);
        if (lag < 0) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            throw new HttpTimeoutException("it took nothing for " + deadline.toMillis() + " ms");
        }
    }
}
