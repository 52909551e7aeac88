package org.pcim.crypto.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.pcim.cipher.MessageKey;

/**
 * Encrypts or decrypts the chunks of one message, in their order (RFC 9580, 5.13.2).
 *
 * <p>It copies the key, which stays in memory until it is collected. Not safe for use by many threads.
 */
final class ChunkCipher {

    static final int TAG_LENGTH = 16;

    private final boolean encrypting;
    private final Aead aead;
    private final byte[] noncePrefix;
    private final byte[] associatedData;
    private long chunks;
    private long plaintextLength;

    private ChunkCipher(boolean encrypting, MessageKey messageKey, SeipdHeader header) {
        this.encrypting = encrypting;
        this.associatedData = header.associatedData();
        AeadSuite suite = header.suite();
        byte[] keyAndPrefix = messageKey.toByteArray();
        byte[] key = Arrays.copyOf(keyAndPrefix, suite.keyLength());
        this.noncePrefix = Arrays.copyOfRange(keyAndPrefix, suite.keyLength(), suite.messageKeyLength());
        this.aead = switch (suite) {
            case AES_256_GCM, AES_128_GCM -> new AesGcm(encrypting, key);
            case AES_256_OCB, AES_128_OCB -> new AesOcb(encrypting, key);
        };
        Arrays.fill(keyAndPrefix, (byte) 0);
        Arrays.fill(key, (byte) 0);
    }

    static ChunkCipher encrypting(MessageKey key, SeipdHeader header) {
        return new ChunkCipher(true, key, header);
    }

    static ChunkCipher decrypting(MessageKey key, SeipdHeader header) {
        return new ChunkCipher(false, key, header);
    }

    /** Decrypts the next chunk, its tag behind it; gives the number of bytes written to {@code output}. */
    int decryptChunk(byte[] input, int length, byte[] output) throws MalformedMessageException {
        aead.begin(nextNonce(), associatedData);
        int written = aead.end(input, 0, length, output);
        plaintextLength += written;
        return written;
    }

    /** Begins the next chunk, which is encrypted piece by piece. */
    void beginChunk() {
        aead.begin(nextNonce(), associatedData);
    }

    /** Encrypts more of a chunk; gives the number of bytes written to {@code output}, some of which may come later. */
    int encrypt(byte[] input, int offset, int length, byte[] output) {
        plaintextLength += length;
        return aead.update(input, offset, length, output);
    }

    /** Ends a chunk; gives the number of bytes written to {@code output}: up to a block, and the tag. */
    int endChunk(byte[] output) throws MalformedMessageException {
        return aead.end(output, 0, 0, output);
    }

    /** Makes the tag behind the last chunk, which binds their number and total length; or checks it. */
    void end(byte[] tag, int offset, byte[] output) throws MalformedMessageException {
        byte[] total = ByteBuffer.allocate(associatedData.length + Long.BYTES)
                .put(associatedData)
                .putLong(plaintextLength)
                .array();
        aead.begin(nextNonce(), total);
        aead.end(tag, offset, encrypting ? 0 : TAG_LENGTH, output);
    }

    /** The prefix, then the chunk's index in 8 bytes. */
    private byte[] nextNonce() {
        return ByteBuffer.allocate(noncePrefix.length + Long.BYTES)
                .put(noncePrefix)
                .putLong(chunks++)
                .array();
    }

    static MalformedMessageException changed() {
        return new MalformedMessageException("it was changed, or belongs to another key");
    }
}
