package org.pcim.crypto;

import java.util.Arrays;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.Ed25519SecretBCPGKey;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.X25519SecretBCPGKey;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * One of the keys of an identity: its public part, and the 32 secret bytes of Ed25519 or X25519.
 *
 * <p>Closing wipes the secret bytes; afterwards it throws {@link IllegalStateException}. The library cannot wipe: it
 * makes a copy for each use, which stays in memory until it is collected.
 */
final class SecretPart implements AutoCloseable {

    private final PGPPublicKey publicKey;
    private final byte[] secret;
    private boolean closed;

    SecretPart(PGPPublicKey publicKey, PGPPrivateKey privateKey) {
        if (!isKnown(publicKey)) {
            throw new IllegalArgumentException("Only Ed25519 and X25519 keys are used");
        }
        this.publicKey = publicKey;
        this.secret = privateKey.getPrivateKeyDataPacket().getEncoded();
    }

    /** Whether keys of its algorithm can be used by an identity. */
    static boolean isKnown(PGPPublicKey key) {
        return key.getAlgorithm() == PublicKeyAlgorithmTags.Ed25519
                || key.getAlgorithm() == PublicKeyAlgorithmTags.X25519;
    }

    PGPPublicKey publicKey() {
        return publicKey;
    }

    boolean decrypts() {
        return publicKey.getAlgorithm() == PublicKeyAlgorithmTags.X25519;
    }

    /** The key as the library takes it, to be dropped after its use. */
    synchronized PGPKeyPair keyPair() {
        if (closed) {
            throw new IllegalStateException("The identity was closed");
        }
        return BouncyCastle.call("use", "key", "the library does not take it", () -> {
            BCPGKey data = decrypts() ? new X25519SecretBCPGKey(secret) : new Ed25519SecretBCPGKey(secret);
            return new PGPKeyPair(
                    publicKey, new PGPPrivateKey(publicKey.getKeyID(), publicKey.getPublicKeyPacket(), data));
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(secret, (byte) 0);
    }
}
