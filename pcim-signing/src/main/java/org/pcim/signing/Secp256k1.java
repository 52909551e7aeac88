package org.pcim.signing;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;

/** The curve of ledger keys (SEC 2, section 2.4.1). */
final class Secp256k1 {

    /** The length of a number, in bytes. */
    static final int LENGTH = 32;

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

    static final ECDomainParameters DOMAIN =
            new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());

    private static final BigInteger HALF_ORDER = CURVE.getN().shiftRight(1);

    private Secp256k1() {}

    /** Whether a number can be a secret, or r of a signature: from 1 to the order less 1. */
    static boolean isScalar(BigInteger number) {
        return number.signum() > 0 && number.compareTo(CURVE.getN()) < 0;
    }

    /** Whether s is the lower of the two that both would do (EIP-2). */
    static boolean isLow(BigInteger s) {
        return s.compareTo(HALF_ORDER) <= 0;
    }

    /** The lower of s and its counterpart. */
    static BigInteger low(BigInteger s) {
        return isLow(s) ? s : CURVE.getN().subtract(s);
    }

    static ECPoint publicKey(BigInteger secret) {
        return new FixedPointCombMultiplier().multiply(CURVE.getG(), secret).normalize();
    }

    /** The last 20 bytes of Keccak-256 of the key's two coordinates. */
    static Address address(ECPoint publicKey) {
        byte[] encoded = publicKey.getEncoded(false);
        byte[] hash = Keccak256.hash(Arrays.copyOfRange(encoded, 1, encoded.length));
        return Address.of(Arrays.copyOfRange(hash, hash.length - Address.LENGTH, hash.length));
    }

    /** The public key that made a signature (SEC 1, section 4.1.6), or null if there is none. */
    static @Nullable ECPoint recover(byte[] digest, BigInteger r, BigInteger s, boolean odd) {
        byte[] compressed = new byte[1 + LENGTH];
        compressed[0] = (byte) (odd ? 3 : 2);
        BigIntegers.asUnsignedByteArray(r, compressed, 1, LENGTH);
        ECPoint point;
        try {
            point = CURVE.getCurve().decodePoint(compressed);
        } catch (IllegalArgumentException notOnTheCurve) {
            return null;
        }
        BigInteger n = CURVE.getN();
        BigInteger inverse = BigIntegers.modOddInverseVar(n, r);
        BigInteger e = new BigInteger(1, digest);
        BigInteger ofG = inverse.multiply(e).negate().mod(n);
        BigInteger ofPoint = inverse.multiply(s).mod(n);
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), ofG, point, ofPoint)
                .normalize();
        return key.isInfinity() ? null : key;
    }
}
