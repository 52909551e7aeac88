package org.pcim.crypto;

import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;

/**
 * Which algorithms are taken in certificates and signatures: no hash weaker than SHA-224, no RSA below 2048 bits.
 *
 * <p>That goes for every time: the library takes SHA-1 from before 2023, and a date is easily set back. Revocations are the
 * exception, since to overlook one is worse than to believe one.
 */
final class AcceptancePolicy extends OpenPGPDefaultPolicy {

    private static final int MIN_RSA_BITS = 2048;

    /** RSA to encrypt only and RSA to sign only (RFC 9580, 9.1). */
    private static final List<Integer> DEPRECATED_RSA = List.of(2, 3);

    AcceptancePolicy() {
        rejectHashAlgorithm(HashAlgorithmTags.MD5);
        rejectHashAlgorithm(HashAlgorithmTags.SHA1);
        rejectHashAlgorithm(HashAlgorithmTags.RIPEMD160);
        acceptPublicKeyAlgorithmWithMinimalStrength(PublicKeyAlgorithmTags.RSA_GENERAL, MIN_RSA_BITS);
        DEPRECATED_RSA.forEach(this::rejectPublicKeyAlgorithm);
    }

    @Override
    public boolean isAcceptableRevocationSignatureHashAlgorithm(int hash, Date at) {
        return hash == HashAlgorithmTags.SHA1 || super.isAcceptableRevocationSignatureHashAlgorithm(hash, at);
    }
}
