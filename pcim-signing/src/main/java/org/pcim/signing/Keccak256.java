package org.pcim.signing;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it: with the padding from before SHA-3 (FIPS 202). */
public final class Keccak256 {

    private static final int BITS = 256;

    private Keccak256() {}

    /** The 32 bytes of the hash over the parts, one after the other. */
    public static byte[] hash(byte[]... parts) {
        KeccakDigest digest = new KeccakDigest(BITS);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[BITS / Byte.SIZE];
        digest.doFinal(hash, 0);
        return hash;
    }
}
