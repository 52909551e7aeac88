package org.pcim.crypto.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.pcim.cipher.MessageKey;

/**
 * Encrypts or decrypts chunks of one message, each by itself (RFC 9580, 5.13.2).
 *
 * <p>It copies the key, which stays in memory until it is collected. Not safe for use by many threads: each of them takes
 * {@link #another}.
 */
final class ChunkCipher {

    static final int TAG_LENGTH = 16;

    private final boolean encrypting;
    private final Aead aead;
    private final byte[] noncePrefix;
    private final byte[] associatedData;

    private ChunkCipher(boolean encrypting, Aead aead, byte[] noncePrefix, byte[] associatedData) {
        this.encrypting = encrypting;
        this.aead = aead;
        this.noncePrefix = noncePrefix;
        this.associatedData = associatedData;
    }

    static ChunkCipher encrypting(MessageKey key, SeipdHeader header) {
        return of(true, key, header);
    }

    static ChunkCipher decrypting(MessageKey key, SeipdHeader header) {
        return of(false, key, header);
    }

    private static ChunkCipher of(boolean encrypting, MessageKey messageKey, SeipdHeader header) {
        AeadSuite suite = header.suite();
        byte[] keyAndPrefix = messageKey.toByteArray();
        byte[] key = Arrays.copyOf(keyAndPrefix, suite.keyLength());
        byte[] prefix = Arrays.copyOfRange(keyAndPrefix, suite.keyLength(), suite.messageKeyLength());
        Aead aead = switch (suite) {
            case AES_256_GCM, AES_128_GCM -> new AesGcm(encrypting, key);
            case AES_256_OCB, AES_128_OCB -> new AesOcb(encrypting, key);
        };
        Arrays.fill(keyAndPrefix, (byte) 0);
        Arrays.fill(key, (byte) 0);
        return new ChunkCipher(encrypting, aead, prefix, header.associatedData());
    }

    /** The same for another thread. */
    ChunkCipher another() {
        return new ChunkCipher(encrypting, aead.another(), noncePrefix, associatedData);
    }

    /**
     * Encrypts or decrypts a chunk, its tag behind it; gives the number of bytes written to {@code output}.
     *
     * @param index the number of chunks in front of it
     */
    int chunk(long index, byte[] input, int length, byte[] output) throws MalformedMessageException {
        return aead.run(nonce(index), associatedData, input, 0, length, output);
    }

    /**
     * Makes the tag behind the last chunk, which binds their number and total length; or checks it.
     *
     * @param plaintextLength of all chunks
     */
    void end(long chunks, long plaintextLength, byte[] tag, int offset, byte[] output)
            throws MalformedMessageException {
        byte[] total = ByteBuffer.allocate(associatedData.length + Long.BYTES)
                .put(associatedData)
                .putLong(plaintextLength)
                .array();
        aead.run(nonce(chunks), total, tag, offset, encrypting ? 0 : TAG_LENGTH, output);
    }

    /** The prefix, then the chunk's index in 8 bytes. */
    private byte[] nonce(long index) {
        return ByteBuffer.allocate(noncePrefix.length + Long.BYTES)
                .put(noncePrefix)
                .putLong(index)
                .array();
    }

    static MalformedMessageException changed() {
        return new MalformedMessageException("it was changed, or belongs to another key");
    }
}
