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

    /** Encrypts or decrypts the next chunk, its tag behind it; gives the number of bytes written to {@code output}. */
    int chunk(byte[] input, int length, byte[] output) throws MalformedMessageException {
        int written = aead.run(nextNonce(), associatedData, input, 0, length, output);
        plaintextLength += encrypting ? length : written;
        return written;
    }

    /** Makes the tag behind the last chunk, which binds their number and total length; or checks it. */
    void end(byte[] tag, int offset, byte[] output) throws MalformedMessageException {
        byte[] total = ByteBuffer.allocate(associatedData.length + Long.BYTES)
                .put(associatedData)
                .putLong(plaintextLength)
                .array();
        aead.run(nextNonce(), total, tag, offset, encrypting ? 0 : TAG_LENGTH, output);
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
