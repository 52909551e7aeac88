package org.pcim.crypto.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The 36 bytes that open one message and nothing else: an AES-256 key, and the first 4 bytes of its nonces.
 *
 * <p>Closing wipes them; the copies that the platform's cipher has made stay until they are collected.
 */
public final class MessageKey implements AutoCloseable {

    /** The length in bytes: 32 of the key, 4 of the nonces' prefix. */
    public static final int LENGTH = 36;

    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;

    private final byte[] keyAndPrefix;

    private MessageKey(byte[] keyAndPrefix) {
        this.keyAndPrefix = keyAndPrefix;
    }

    static MessageKey takeOver(byte[] keyAndPrefix) {
        if (keyAndPrefix.length != LENGTH) {
            throw new IllegalArgumentException("A message key has 36 bytes, not " + keyAndPrefix.length);
        }
        return new MessageKey(keyAndPrefix);
    }

    SecretKeySpec key() {
        return new SecretKeySpec(keyAndPrefix, 0, KEY_LENGTH, "AES");
    }

    /** The nonce of a chunk: the prefix, then the chunk's index in 8 bytes. */
    GCMParameterSpec nonce(long chunk) {
        byte[] nonce = ByteBuffer.allocate(NONCE_LENGTH)
                .put(keyAndPrefix, KEY_LENGTH, LENGTH - KEY_LENGTH)
                .putLong(chunk)
                .array();
        return new GCMParameterSpec(Byte.SIZE * AesGcm.TAG_LENGTH, nonce);
    }

    @Override
    public void close() {
        Arrays.fill(keyAndPrefix, (byte) 0);
    }
}
