package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A place for one chunk after the other. Each is decrypted by whoever comes first: another thread, or the reader that
 * needs it. Everything but {@link #run} is the reader's.
 */
final class ChunkDecryption implements Runnable {

    private static final int TAG_LENGTH = ChunkCipher.TAG_LENGTH;
    private static final byte[] NOTHING = {};

    private final ChunkCipher cipher;
    private final int chunkSize;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final Semaphore done = new Semaphore(0);

    private long index;
    /** A chunk with its tag, and what may be the final tag: the first bytes of the next chunk otherwise. */
    private byte[] ciphertext;

    private int filled;
    private byte[] plaintext = NOTHING;
    private int written;
    private @Nullable Throwable failure;

    /** A place for chunks of up to this size, the first of which is likely to have {@code expected} bytes. */
    ChunkDecryption(ChunkCipher cipher, int chunkSize, int expected) {
        this.cipher = cipher;
        this.chunkSize = chunkSize;
        this.ciphertext = new byte[Math.min(chunkSize, expected) + 2 * TAG_LENGTH];
    }

    /** Begins the chunk with this index, with what was read beyond the one before it. */
    void begin(long chunk, byte[] beginning) {
        index = chunk;
        System.arraycopy(beginning, 0, ciphertext, 0, beginning.length);
        filled = beginning.length;
    }

    /** Reads the rest of it. If that fails, it can be repeated. */
    void fill(InputStream in) throws IOException {
        int most = chunkSize + 2 * TAG_LENGTH;
        while (filled < most) {
            if (filled == ciphertext.length) {
                ciphertext = Arrays.copyOf(ciphertext, Math.min(most, 4 * ciphertext.length));
            }
            int read = in.read(ciphertext, filled, ciphertext.length - filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        if (length() < 0 || (length() > 0 && length() <= TAG_LENGTH)) {
            throw new MalformedMessageException("it is cut off");
        }
    }

    boolean isLast() {
        return filled < chunkSize + 2 * TAG_LENGTH;
    }

    /** Of the chunk with its tag; 0 if the message ended with the chunk before. */
    private int length() {
        return isLast() ? filled - TAG_LENGTH : chunkSize + TAG_LENGTH;
    }

    /** What was read beyond the chunk. */
    byte[] rest() {
        return Arrays.copyOfRange(ciphertext, length(), filled);
    }

    /** Lets other threads decrypt it as well. */
    void offer(Executor threads) {
        offer();
        threads.execute(this);
    }

    /** Lets the reader decrypt it. */
    void offer() {
        written = 0;
        failure = null;
        waiting.set(true);
    }

    /** Decrypts the chunk, unless somebody else does or has done. */
    @Override
    public void run() {
        if (!waiting.compareAndSet(true, false)) {
            return;
        }
        try {
            if (length() > 0) {
                if (plaintext.length < length()) {
                    plaintext = new byte[length()];
                }
                written = cipher.chunk(index, ciphertext, length(), plaintext);
            }
        } catch (MalformedMessageException | RuntimeException | Error e) {
            failure = e;
        } finally {
            done.release();
        }
    }

    boolean isDone() {
        return done.availablePermits() > 0;
    }

    /** Waits until it is decrypted, which takes some 100 microseconds, and gives the number of its bytes. */
    int await() throws MalformedMessageException {
        run();
        done.acquireUninterruptibly();
        if (failure instanceof MalformedMessageException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return written;
    }

    /** What was decrypted. */
    byte[] plaintext() {
        return plaintext;
    }

    /** Checks the tag behind it, the last chunk, for so many plaintext bytes in all. */
    void checkEnd(long plaintextLength) throws MalformedMessageException {
        long chunks = length() > 0 ? index + 1 : index;
        cipher.end(chunks, plaintextLength, ciphertext, length(), NOTHING);
    }

    /** Takes back what was offered; when this returns, no other thread touches it any more. */
    void withdraw() {
        if (!waiting.compareAndSet(true, false)) {
            done.acquireUninterruptibly();
        }
    }

    /** Wipes and lets the memory go, though the threads that it was offered to may keep this for some time. */
    void wipe() {
        Arrays.fill(plaintext, (byte) 0);
        plaintext = NOTHING;
        ciphertext = NOTHING;
    }
}
