package org.pcim.signing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.Signature;

/**
 * Signatures of ledger keys: 65 bytes r, s and v, with the lower s (EIP-2) and v 27 or 28.
 *
 * <p>Every other form is taken as no signature, so that none can be changed into another that is valid too.
 */
public final class EcdsaSignatures {

    private static final int LENGTH = 2 * Secp256k1.LENGTH + 1;
    private static final int V_EVEN = 27;
    private static final int V_ODD = 28;

    private EcdsaSignatures() {}

    /** Whose signature over the digest this is; empty if it is nobody's. */
    public static Optional<Address> recover(Digest digest, Signature signature) {
        byte[] bytes = signature.toByteArray();
        if (bytes.length != LENGTH) {
            return Optional.empty();
        }
        BigInteger r = BigIntegers.fromUnsignedByteArray(bytes, 0, Secp256k1.LENGTH);
        BigInteger s = BigIntegers.fromUnsignedByteArray(bytes, Secp256k1.LENGTH, Secp256k1.LENGTH);
        int v = bytes[LENGTH - 1];
        boolean wellFormed =
                (v == V_EVEN || v == V_ODD) && Secp256k1.isScalar(r) && Secp256k1.isScalar(s) && Secp256k1.isLow(s);
        return wellFormed
                ? Optional.ofNullable(Secp256k1.recover(digest.toByteArray(), r, s, v == V_ODD))
                        .map(Secp256k1::address)
                : Optional.empty();
    }

    /** Whether this is the signer's signature over the digest. */
    public static boolean verify(Address signer, Digest digest, Signature signature) {
        return recover(digest, signature).filter(signer::equals).isPresent();
    }

    static Signature encode(byte[] digest, BigInteger r, BigInteger s, ECPoint publicKey) {
        BigInteger low = Secp256k1.low(s);
        boolean odd = !publicKey.equals(Secp256k1.recover(digest, r, low, false));
        byte[] bytes = Arrays.copyOf(BigIntegers.asUnsignedByteArray(Secp256k1.LENGTH, r), LENGTH);
        BigIntegers.asUnsignedByteArray(low, bytes, Secp256k1.LENGTH, Secp256k1.LENGTH);
        bytes[LENGTH - 1] = (byte) (odd ? V_ODD : V_EVEN);
        return Signature.of(bytes);
    }
}
