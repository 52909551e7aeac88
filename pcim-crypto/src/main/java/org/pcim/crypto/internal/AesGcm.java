package org.pcim.crypto.internal;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES in GCM, by the Java platform.
 *
 * <p>The platform's own cipher is taken where it exists, whatever else the application has installed: it runs on the
 * processor's AES instructions, which libraries in plain Java cannot.
 */
final class AesGcm implements Aead {

    private static final int WARM_UP_FROM = 1 << 14;
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final @Nullable Provider PLATFORM = Security.getProvider("SunJCE");

    private final Cipher cipher = newCipher();
    private final int mode;
    private final SecretKeySpec key;

    AesGcm(boolean encrypting, byte[] key) {
        this.mode = encrypting ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
        this.key = new SecretKeySpec(key, "AES");
    }

    @Override
    public void begin(byte[] nonce, byte[] associatedData) {
        try {
            cipher.init(mode, key, new GCMParameterSpec(Byte.SIZE * ChunkCipher.TAG_LENGTH, nonce));
            cipher.updateAAD(associatedData);
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    @Override
    public int update(byte[] input, int offset, int length, byte[] output) {
        warmUpFor(length);
        try {
            return cipher.update(input, offset, length, output, 0);
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    @Override
    public int end(byte[] input, int offset, int length, byte[] output) throws MalformedMessageException {
        warmUpFor(length);
        try {
            return cipher.doFinal(input, offset, length, output, 0);
        } catch (AEADBadTagException e) {
            throw ChunkCipher.changed();
        } catch (GeneralSecurityException e) {
            throw failed(e);
        }
    }

    private static void warmUpFor(int length) {
        if (length >= WARM_UP_FROM) {
            WarmUp.done();
        }
    }

    private static IllegalStateException failed(GeneralSecurityException e) {
        return new IllegalStateException("AES-GCM of this Java platform failed", e);
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
                byte[] output = new byte[zeros.length + ChunkCipher.TAG_LENGTH];
                cipher.init(
                        Cipher.ENCRYPT_MODE,
                        new SecretKeySpec(zeros, 0, SessionKey.LENGTH, "AES"),
                        new GCMParameterSpec(Byte.SIZE * ChunkCipher.TAG_LENGTH, zeros, 0, 12));
                for (int i = 0; i < CALLS; i++) {
                    cipher.update(zeros, 0, zeros.length, output, 0);
                }
            } catch (GeneralSecurityException e) {
                throw failed(e);
            }
        }

        static void done() {
            // Loading this class has done it.
        }
    }
}
