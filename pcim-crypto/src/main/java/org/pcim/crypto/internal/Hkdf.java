package org.pcim.crypto.internal;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF with SHA-256 (RFC 5869). */
final class Hkdf {

    private Hkdf() {}

    static byte[] sha256(byte[] key, byte[] salt, byte[] info, int length) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(SHA256Digest.newInstance());
        hkdf.init(new HKDFParameters(key, salt, info));
        byte[] output = new byte[length];
        hkdf.generateBytes(output, 0, length);
        return output;
    }
}
