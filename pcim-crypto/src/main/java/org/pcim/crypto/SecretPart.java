package org.pcim.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.ECSecretBCPGKey;
import org.bouncycastle.bcpg.Ed25519SecretBCPGKey;
import org.bouncycastle.bcpg.EdSecretBCPGKey;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.RSASecretBCPGKey;
import org.bouncycastle.bcpg.X25519SecretBCPGKey;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;

/**
 * One of the keys of an identity: its public part, and its secret numbers as OpenPGP writes them (RFC 9580, 5.5.5).
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
            throw new IllegalArgumentException("Keys of this algorithm are not used");
        }
        this.publicKey = publicKey;
        this.secret = privateKey.getPrivateKeyDataPacket().getEncoded();
    }

    /** Whether keys of its algorithm can be used by an identity. */
    static boolean isKnown(PGPPublicKey key) {
        return switch (key.getAlgorithm()) {
            case PublicKeyAlgorithmTags.Ed25519, PublicKeyAlgorithmTags.X25519 -> true;
            case PublicKeyAlgorithmTags.RSA_GENERAL,
                    PublicKeyAlgorithmTags.EDDSA_LEGACY,
                    PublicKeyAlgorithmTags.ECDSA,
                    PublicKeyAlgorithmTags.ECDH -> key.getVersion() == PublicKeyPacket.VERSION_4;
            default -> false;
        };
    }

    PGPPublicKey publicKey() {
        return publicKey;
    }

    boolean decrypts() {
        return switch (publicKey.getAlgorithm()) {
            case PublicKeyAlgorithmTags.X25519, PublicKeyAlgorithmTags.ECDH, PublicKeyAlgorithmTags.RSA_GENERAL -> true;
            default -> false;
        };
    }

    /** The key as the library takes it, to be dropped after its use. */
    synchronized PGPKeyPair keyPair() {
        if (closed) {
            throw new IllegalStateException("The identity was closed");
        }
        return BouncyCastle.call("use", "key", "the library does not take it", () -> {
            return new PGPKeyPair(
                    publicKey, new PGPPrivateKey(publicKey.getKeyID(), publicKey.getPublicKeyPacket(), numbers()));
        });
    }

    private BCPGKey numbers() throws IOException {
        BCPGInputStream in = new BCPGInputStream(new ByteArrayInputStream(secret));
        return switch (publicKey.getAlgorithm()) {
            case PublicKeyAlgorithmTags.Ed25519 -> new Ed25519SecretBCPGKey(secret);
            case PublicKeyAlgorithmTags.X25519 -> new X25519SecretBCPGKey(secret);
            case PublicKeyAlgorithmTags.RSA_GENERAL -> new RSASecretBCPGKey(in);
            case PublicKeyAlgorithmTags.EDDSA_LEGACY -> new EdSecretBCPGKey(in);
            default -> new ECSecretBCPGKey(in);
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(secret, (byte) 0);
    }
}
