package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The encrypted data of a version 1 SEIPD packet, behind its version (RFC 9580, 5.13.1): AES-256 in CFB mode.
 *
 * <p>Closing ends with the modification detection code and wipes; what is written to stays open.
 */
final class MdcOutputStream extends EncryptedData {

    /** The packet's version, with which its body begins. */
    static final int VERSION = 1;

    private static final int PIECE = 1 << 14;

    private final MessageDigest hash = Mdc.hash();
    private final AesCfb cfb;
    private final OutputStream out;
    private final byte[] buffer = new byte[PIECE];
    private int filled;

    MdcOutputStream(SessionKey key, SecureRandom random, OutputStream out) {
        this.cfb = AesCfb.encrypting(key);
        this.out = out;
        byte[] prefix = new byte[Mdc.PREFIX_LENGTH];
        random.nextBytes(prefix);
        System.arraycopy(prefix, prefix.length - 4, prefix, prefix.length - 2, 2);
        System.arraycopy(prefix, 0, buffer, 0, prefix.length);
        filled = prefix.length;
        hash.update(prefix);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        hash.update(source, offset, length);
        encrypt(source, offset, length);
    }

    @Override
    public void close() throws IOException {
        write(Mdc.head());
        encrypt(hash.digest(), 0, Mdc.HASH_LENGTH);
        flushBuffer();
        wipe();
    }

    @Override
    void wipe() {
        Arrays.fill(buffer, (byte) 0);
        cfb.wipe();
    }

    private void encrypt(byte[] source, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int fits = Math.min(left, PIECE - filled);
            System.arraycopy(source, from, buffer, filled, fits);
            filled += fits;
            from += fits;
            left -= fits;
            if (filled == PIECE) {
                flushBuffer();
            }
        }
    }

    private void flushBuffer() throws IOException {
        cfb.apply(buffer, 0, filled);
        out.write(buffer, 0, filled);
        filled = 0;
    }
}
