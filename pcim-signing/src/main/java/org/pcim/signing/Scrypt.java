package org.pcim.signing;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.Pack;

/**
 * Keys from passphrases by scrypt (RFC 7914), also where a file has r = 1 with n from 2^16 on.
 *
 * <p>RFC 7914 does not allow those and Bouncy Castle refuses them, but the scrypt vector of the Web3 Secret Storage
 * definition is one of them, and so are files of wallets that followed it; geth reads them.
 */
final class Scrypt {

    private static final int MAX_N_OF_NARROW = 1 << 16;
    private static final int SALSA_ROUNDS = 8;
    private static final int SALSA_INTS = 16;
    private static final int BLOCK_INTS = 2 * SALSA_INTS;
    private static final int BLOCK_BYTES = BLOCK_INTS * Integer.BYTES;

    private Scrypt() {}

    static byte[] derive(byte[] passphrase, byte[] salt, ScryptCost cost, int length) {
        return cost.r() == 1 && cost.n() >= MAX_N_OF_NARROW
                ? narrow(passphrase, salt, cost.n(), cost.p(), length)
                : SCrypt.generate(passphrase, salt, cost.n(), cost.r(), cost.p(), length);
    }

    /** Scrypt with r = 1. */
    static byte[] narrow(byte[] passphrase, byte[] salt, int n, int p, int length) {
        byte[] blocks = pbkdf2(passphrase, salt, 1, p * BLOCK_BYTES);
        int[] block = new int[BLOCK_INTS];
        int[] earlier = new int[n * BLOCK_INTS];
        try {
            for (int at = 0; at < blocks.length; at += BLOCK_BYTES) {
                Pack.littleEndianToInt(blocks, at, block);
                mix(block, earlier, n);
                Pack.intToLittleEndian(block, blocks, at);
            }
            return pbkdf2(passphrase, blocks, 1, length);
        } finally {
            Arrays.fill(blocks, (byte) 0);
            Arrays.fill(block, 0);
            Arrays.fill(earlier, 0);
        }
    }

    /** PBKDF2 with HMAC-SHA-256 (RFC 8018). */
    static byte[] pbkdf2(byte[] passphrase, byte[] salt, int rounds, int length) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
        generator.init(passphrase, salt, rounds);
        return ((KeyParameter) generator.generateDerivedMacParameters(length * Byte.SIZE)).getKey();
    }

    /** ScryptROMix, section 5. */
    private static void mix(int[] block, int[] earlier, int n) {
        int[] work = new int[SALSA_INTS];
        for (int i = 0; i < n; i++) {
            System.arraycopy(block, 0, earlier, i * BLOCK_INTS, BLOCK_INTS);
            mixBlock(block, work);
        }
        for (int i = 0; i < n; i++) {
            int from = (block[SALSA_INTS] & (n - 1)) * BLOCK_INTS;
            for (int k = 0; k < BLOCK_INTS; k++) {
                block[k] ^= earlier[from + k];
            }
            mixBlock(block, work);
        }
        Arrays.fill(work, 0);
    }

    /** ScryptBlockMix, section 4, with r = 1. */
    private static void mixBlock(int[] block, int[] work) {
        for (int k = 0; k < SALSA_INTS; k++) {
            work[k] = block[k] ^ block[SALSA_INTS + k];
        }
        Salsa20Engine.salsaCore(SALSA_ROUNDS, work, work);
        System.arraycopy(work, 0, block, 0, SALSA_INTS);
        for (int k = 0; k < SALSA_INTS; k++) {
            work[k] ^= block[SALSA_INTS + k];
        }
        Salsa20Engine.salsaCore(SALSA_ROUNDS, work, work);
        System.arraycopy(work, 0, block, SALSA_INTS, SALSA_INTS);
    }
}
