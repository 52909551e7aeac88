package org.pcim.signing;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.Signable;
import org.pcim.model.Address;
import org.pcim.model.Signature;

/**
 * A participant's ledger key in memory: ECDSA over secp256k1, deterministic as RFC 6979 says, with the lower s (EIP-2).
 *
 * <p>Safe for use by many threads. Closing wipes the secret's bytes; numbers made of them while signing stay in the
 * memory of the Java platform until it reuses it.
 */
public final class LedgerKey implements LedgerSigner, AutoCloseable {

    private final byte[] secret;
    private final ECPoint publicKey;
    private final Address address;
    private boolean closed;

    private LedgerKey(byte[] secret) {
        this.secret = secret;
        this.publicKey = Secp256k1.publicKey(new BigInteger(1, secret));
        this.address = Secp256k1.address(publicKey);
    }

    /** A fresh key. */
    public static LedgerKey generate() {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[Secp256k1.LENGTH];
        do {
            random.nextBytes(secret);
        } while (!Secp256k1.isScalar(new BigInteger(1, secret)));
        return new LedgerKey(secret);
    }

    /**
     * The key with this secret, of which a copy is held.
     *
     * @param secret 32 bytes
     * @throws IllegalArgumentException if they are no secret of the curve
     */
    public static LedgerKey ofSecret(byte[] secret) {
        if (secret.length != Secp256k1.LENGTH || !Secp256k1.isScalar(new BigInteger(1, secret))) {
            throw new IllegalArgumentException("This is no secret key of secp256k1");
        }
        return new LedgerKey(secret.clone());
    }

    @Override
    public Address address() {
        return address;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the key is closed
     */
    @Override
    public Signature sign(Signable what) {
        byte[] digest = what.digest().toByteArray();
        byte[] copy = secret();
        BigInteger[] rs;
        try {
            ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, new ECPrivateKeyParameters(BigIntegers.fromUnsignedByteArray(copy), Secp256k1.DOMAIN));
            rs = signer.generateSignature(digest);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
        return EcdsaSignatures.encode(digest, rs[0], rs[1], publicKey);
    }

    /** A copy of the secret, for the caller to wipe. */
    byte[] secret() {
        synchronized (secret) {
            if (closed) {
                throw new IllegalStateException("The ledger key of " + address + " is closed");
            }
            return secret.clone();
        }
    }

    @Override
    public void close() {
        synchronized (secret) {
            closed = true;
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The address. */
    @Override
    public String toString() {
        return "ledger key of " + address;
    }
}
