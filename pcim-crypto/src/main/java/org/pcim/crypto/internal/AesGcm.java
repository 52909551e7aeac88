package org.pcim.crypto.internal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.MessageKey;

/**
 * The chunks of one message, encrypted or decrypted by the platform's AES-GCM (RFC 9580, 5.13.2).
 *
 * <p>The platform's own cipher is taken where it exists, whatever else the application has installed: it runs on the
 * processor's AES instructions, which libraries in plain Java cannot. It copies the key; what the platform's cipher holds of
 * it stays in memory until it is collected. Not safe for use by many threads.
 */
final class AesGcm {

    static final int TAG_LENGTH = 16;

    /** The length of a message key in bytes: 32 of the AES key, 4 that every nonce begins with. */
    static final int MESSAGE_KEY_LENGTH = 36;

    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;

    private static final int WARM_UP_FROM = 1 << 14;
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final @Nullable Provider PLATFORM = Security.getProvider("SunJCE");

    private final Cipher cipher;
    private final int mode;
    private final SecretKeySpec key;
    private final byte[] noncePrefix;
    private final byte[] associatedData;
    private long chunks;
    private long plaintextLength;

    private AesGcm(int mode, MessageKey messageKey, SeipdHeader header) {
        this.mode = mode;
        byte[] keyAndPrefix = messageKey.toByteArray();
        this.key = new SecretKeySpec(keyAndPrefix, 0, KEY_LENGTH, "AES");
        this.noncePrefix = Arrays.copyOfRange(keyAndPrefix, KEY_LENGTH, MESSAGE_KEY_LENGTH);
        Arrays.fill(keyAndPrefix, (byte) 0);
        this.associatedData = header.associatedData();
        this.cipher = newCipher();
    }

    static AesGcm encrypting(MessageKey key, SeipdHeader header) {
        return new AesGcm(Cipher.ENCRYPT_MODE, key, header);
    }

    static AesGcm decrypting(MessageKey key, SeipdHeader header) {
        return new AesGcm(Cipher.DECRYPT_MODE, key, header);
    }

    /** Encrypts or decrypts the next chunk, its tag behind it; gives the number of bytes written to {@code output}. */
    int chunk(byte[] input, int length, byte[] output) throws MalformedMessageException {
        if (length >= WARM_UP_FROM) {
            WarmUp.done();
        }
        int written = run(associatedData, input, 0, length, output);
        plaintextLength += mode == Cipher.ENCRYPT_MODE ? length : written;
        return written;
    }

    /** Makes the tag behind the last chunk, which binds their number and total length; or checks it. */
    void end(byte[] tag, int offset, byte[] output) throws MalformedMessageException {
        byte[] total = ByteBuffer.allocate(associatedData.length + Long.BYTES)
                .put(associatedData)
                .putLong(plaintextLength)
                .array();
        run(total, tag, offset, mode == Cipher.ENCRYPT_MODE ? 0 : TAG_LENGTH, output);
    }

    private int run(byte[] data, byte[] input, int offset, int length, byte[] output) throws MalformedMessageException {
        try {
            cipher.init(mode, key, nonce());
            chunks++;
            cipher.updateAAD(data);
            return cipher.doFinal(input, offset, length, output, 0);
        } catch (AEADBadTagException e) {
            throw new MalformedMessageException("it was changed, or belongs to another key");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM of this Java platform failed", e);
        }
    }

    /** The prefix, then the chunk's index in 8 bytes. */
    private GCMParameterSpec nonce() {
        byte[] nonce = ByteBuffer.allocate(NONCE_LENGTH)
                .put(noncePrefix)
                .putLong(chunks)
                .array();
        return new GCMParameterSpec(Byte.SIZE * TAG_LENGTH, nonce);
    }

    private static Cipher newCipher() {
        try {
            return PLATFORM == null ? Cipher.getInstance(TRANSFORMATION) : Cipher.getInstance(TRANSFORMATION, PLATFORM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform has no AES-GCM", e);
        }
    }

    /**
     * Makes the platform compile its cipher before it gets a large chunk, once in a process. The compiler goes by the
     * number of calls, and a chunk is one call: without this the first 100 MB take a second longer, with 60 ms of it.
     */
    private static final class WarmUp {

        private static final int CALLS = 10_000;

        static {
            try {
                Cipher cipher = newCipher();
                byte[] zeros = new byte[128];
                byte[] output = new byte[zeros.length + TAG_LENGTH];
                cipher.init(
                        Cipher.ENCRYPT_MODE,
                        new SecretKeySpec(zeros, 0, SessionKey.LENGTH, "AES"),
                        new GCMParameterSpec(Byte.SIZE * TAG_LENGTH, zeros, 0, 12));
                for (int i = 0; i < CALLS; i++) {
                    cipher.update(zeros, 0, zeros.length, output, 0);
                }
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM of this Java platform failed", e);
            }
        }

        static void done() {
            // Loading this class has done it.
        }
    }
}
