package org.pcim.ethereum.internal.sending;

import java.math.BigInteger;
import java.util.Optional;
import org.pcim.model.Bytes;
import org.pcim.model.Signature;
import org.web3j.crypto.Sign.SignatureData;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.utils.Numeric;

/** The signature in a signed transaction. */
public final class RawSignature {

    private static final int WORD = 32;
    private static final int V_FIRST = 27;
    private static final int V_LEGACY = 35;

    private RawSignature() {}

    /** As r, s and v, where v is 27 or 28; nothing if these bytes are no signed transaction. */
    public static Optional<Signature> of(Bytes raw) {
        try {
            return TransactionDecoder.decode("0x" + raw.toHex()) instanceof SignedRawTransaction signed
                    ? Optional.of(signature(signed.getSignatureData()))
                    : Optional.empty();
        } catch (RuntimeException notOne) {
            return Optional.empty();
        }
    }

    private static Signature signature(SignatureData data) {
        byte[] rsv = new byte[2 * WORD + 1];
        byte[] r = Numeric.toBytesPadded(Numeric.toBigInt(data.getR()), WORD);
        byte[] s = Numeric.toBytesPadded(Numeric.toBigInt(data.getS()), WORD);
        System.arraycopy(r, 0, rsv, 0, WORD);
        System.arraycopy(s, 0, rsv, WORD, WORD);
        rsv[2 * WORD] = (byte) (V_FIRST + parity(Numeric.toBigInt(data.getV())));
        return Signature.of(rsv);
    }

    private static int parity(BigInteger v) {
        if (v.compareTo(BigInteger.valueOf(V_LEGACY)) >= 0) {
            return v.subtract(BigInteger.valueOf(V_LEGACY)).testBit(0) ? 1 : 0;
        }
        return v.intValueExact() < V_FIRST ? v.intValueExact() : v.intValueExact() - V_FIRST;
    }
}
