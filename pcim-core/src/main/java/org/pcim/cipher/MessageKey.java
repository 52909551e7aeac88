package org.pcim.cipher;

import java.util.Arrays;

/**
 * The secret that opens one message and nothing else: 1 to 64 bytes, whose form is the cipher's.
 *
 * <p>A later version of a study keeps an instance of an earlier one by such a key: the earlier session key would also open
 * what the later version has left out.
 *
 * <p>Safe for use by many threads. Closing wipes it; whatever uses it afterwards throws {@link IllegalStateException}. It
 * has the equality of objects, and shows nothing of its bytes.
 */
public final class MessageKey implements AutoCloseable {

    /** The most that it can have, in bytes. */
    public static final int MAX_LENGTH = 64;

    private final byte[] key;
    private boolean closed;

    private MessageKey(byte[] key) {
        this.key = key;
    }

    /**
     * A copy of these bytes.
     *
     * @throws IllegalArgumentException if they are not 1 to 64
     */
    public static MessageKey of(byte[] key) {
        if (key.length < 1 || key.length > MAX_LENGTH) {
            throw new IllegalArgumentException("A message key has 1 to 64 bytes, not " + key.length);
        }
        return new MessageKey(key.clone());
    }

    /** The number of bytes. */
    public int length() {
        return key.length;
    }

    /** A new array with these bytes, which the caller wipes. */
    public synchronized byte[] toByteArray() {
        if (closed) {
            throw new IllegalStateException("The message key was closed");
        }
        return key.clone();
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(key, (byte) 0);
    }
}
