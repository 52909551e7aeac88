package org.pcim.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.pcim.cipher.ShareMode;
import org.pcim.crypto.internal.Pkesk;
import org.pcim.crypto.internal.SessionKey;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/**
 * Wraps session keys for certificates, and unwraps one's own (RFC 9580, 5.1.2).
 *
 * <p>What it wraps names no recipient: nothing in public storage says whose key opens it.
 */
final class SessionKeyWrapping {

    private SessionKeyWrapping() {}

    /** A PKESK packet of version 6 with a wildcard recipient; 78 bytes for X25519. */
    static Bytes wrap(SessionKey sessionKey, OpenPgpCertificate recipient) {
        String action = "wrap a session key for";
        if (recipient.shareMode() != ShareMode.REWRAP) {
            throw new CipherException(
                    action,
                    recipient.fingerprint(),
                    "this certificate does not announce SEIPD version 2 (RFC 9580), so it needs a copy of its own");
        }
        PGPPublicKey key = recipient.encryptionKey();
        return sessionKey.lend(bytes -> BouncyCastle.call(
                action, recipient.fingerprint(), "its encryption key cannot be used", () -> wrap(bytes, key)));
    }

    /** The session key that one of these packets wraps for this identity, which the caller closes. */
    static SessionKey unwrap(List<Pkesk> pkesks, OpenPgpIdentity me, String action, String subject) {
        for (Pkesk pkesk : pkesks) {
            for (SecretPart part : me.opening()) {
                Optional<SessionKey> key = unwrap(pkesk, part);
                if (key.isPresent()) {
                    return key.get();
                }
            }
        }
        throw new CipherException(
                action,
                subject,
                "it is not for this identity (" + me.certificate().fingerprint() + "), or it was changed");
    }

    private static Bytes wrap(byte[] sessionKey, PGPPublicKey key) throws PGPException, IOException {
        PGPDataEncryptorBuilder message = new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithAEAD(AEADAlgorithmTags.GCM, 18)
                .setUseV6AEAD();
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        new BcPublicKeyKeyEncryptionMethodGenerator(key)
                .setUseWildcardRecipient(true)
                .generate(message, sessionKey)
                .encode(new BCPGOutputStream(packet, PacketFormat.CURRENT));
        return Bytes.of(packet.toByteArray());
    }

    /** Nothing if the packet is not for this key: for one that names no recipient, trying is the way to find out. */
    private static Optional<SessionKey> unwrap(Pkesk pkesk, SecretPart part) {
        PGPPublicKey key = part.publicKey();
        if (!part.decrypts() || pkesk.algorithm() != key.getAlgorithm() || !mayBeFor(pkesk, key)) {
            return Optional.empty();
        }
        PGPKeyPair keyPair = part.keyPair();
        try {
            byte[] unwrapped = pkesk.version() == Pkesk.OF_COPIES
                    ? CopyKeyWrapping.unwrap(pkesk, keyPair)
                    : new BcPublicKeyDataDecryptorFactory(keyPair)
                            .recoverSessionData(
                                    pkesk.algorithm(),
                                    new byte[][] {pkesk.wrapped().toByteArray()},
                                    pkesk.version());
            return Optional.of(SessionKey.takeOver(unwrapped));
        } catch (PGPException | RuntimeException | AssertionError e) {
            // The library meets a packet for another key, or a malformed one, with any of these.
            return Optional.empty();
        }
    }

    private static boolean mayBeFor(Pkesk pkesk, PGPPublicKey key) {
        HexFormat hex = HexFormat.of().withUpperCase();
        String own = pkesk.version() == Pkesk.OF_COPIES
                ? hex.toHexDigits(key.getKeyID())
                : hex.formatHex(key.getFingerprint());
        return pkesk.recipient().isEmpty() || pkesk.recipient().equals(own);
    }
}
