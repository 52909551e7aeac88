package org.pcim.crypto;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.operator.bc.BcAEADSecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/** Locks and unlocks the secret keys of an identity with a passphrase (RFC 9580, 3.7.2.1): with Argon2 and AEAD, and
 * unlocks those that GnuPG locked. */
final class LockedKey {

    private static final String ACTION = "import";
    private static final String SUBJECT = "key";

    private LockedKey() {}

    /** The transferable secret key (RFC 9580, 10.2), each of its keys locked. */
    static byte[] lock(OpenPgpIdentity identity, char[] passphrase, PassphraseCost cost) {
        List<PGPKeyPair> keys =
                identity.parts().stream().map(SecretPart::keyPair).toList();
        return BouncyCastle.call("export", "key", "the library cannot lock it", () -> {
            List<PGPSecretKey> locked = new ArrayList<>();
            for (PGPKeyPair key : keys) {
                locked.add(lock(key, passphrase, cost, locked.isEmpty()));
            }
            return new PGPSecretKeyRing(locked).getEncoded(PacketFormat.CURRENT);
        });
    }

    /** The identity of a transferable secret key. */
    static OpenPgpIdentity unlock(byte[] packets, char[] passphrase) {
        PGPSecretKeyRing ring = parse(packets);
        ring.forEach(LockedKey::requireUsable);
        Bytes certificate = BouncyCastle.call(
                ACTION,
                SUBJECT,
                "it is malformed",
                () -> Bytes.of(ring.toCertificate().getEncoded(PacketFormat.CURRENT)));
        OpenPgpCertificate own = OpenPgpCertificate.own(certificate);
        List<SecretPart> parts = new ArrayList<>();
        try {
            for (PGPSecretKey key : ring) {
                parts.add(unlock(key, passphrase));
            }
        } catch (CipherException e) {
            parts.forEach(SecretPart::close);
            throw e;
        }
        return new OpenPgpIdentity(own, parts);
    }

    private static PGPSecretKeyRing parse(byte[] packets) {
        return BouncyCastle.call(ACTION, SUBJECT, "it is malformed", () -> {
            PGPObjectFactory objects = BouncyCastle.IMPLEMENTATION.pgpObjectFactory(new ByteArrayInputStream(packets));
            if (!(objects.nextObject() instanceof PGPSecretKeyRing ring) || objects.nextObject() != null) {
                throw refused("it is not one OpenPGP secret key");
            }
            return ring;
        });
    }

    /**
     * By way of {@code copyWithNewPassword} without a checksum: making a locked key directly puts a SHA-1 inside the
     * AEAD, which other programs refuse.
     */
    private static PGPSecretKey lock(PGPKeyPair key, char[] passphrase, PassphraseCost cost, boolean primary)
            throws PGPException {
        S2K.Argon2Params argon2 =
                new S2K.Argon2Params(cost.passes(), cost.lanes(), cost.memoryExponent(), new SecureRandom());
        return PGPSecretKey.copyWithNewPassword(
                new PGPSecretKey(key.getPrivateKey(), key.getPublicKey(), null, primary, null),
                null,
                new BcAEADSecretKeyEncryptorBuilder(AEADAlgorithmTags.OCB, SymmetricKeyAlgorithmTags.AES_256, argon2)
                        .build(passphrase, key.getPublicKey().getPublicKeyPacket()));
    }

    private static SecretPart unlock(PGPSecretKey key, char[] passphrase) {
        return BouncyCastle.call(ACTION, SUBJECT, "the passphrase is wrong, or the file was changed", () -> {
            PGPPrivateKey unlocked = key.extractPrivateKey(
                    new BcPBESecretKeyDecryptorBuilder(BouncyCastle.IMPLEMENTATION.pgpDigestCalculatorProvider())
                            .build(passphrase));
            return new SecretPart(key.getPublicKey(), unlocked);
        });
    }

    private static void requireUsable(PGPSecretKey key) {
        int version = key.getPublicKey().getVersion();
        if ((version != PublicKeyPacket.VERSION_6 && version != PublicKeyPacket.VERSION_4)
                || !SecretPart.isKnown(key.getPublicKey())) {
            throw refused("only keys of Ed25519 and X25519, and GnuPG's of RSA and elliptic curves, are used;"
                    + " generate one with PCIM");
        }
        if (key.isPrivateKeyEmpty()) {
            throw refused("it lacks one of its secret keys");
        }
        if (key.getS2KUsage() == SecretKeyPacket.USAGE_NONE) {
            throw refused("it is not locked; lock it with a passphrase first");
        }
        if (key.getS2KUsage() != SecretKeyPacket.USAGE_AEAD && key.getS2KUsage() != SecretKeyPacket.USAGE_SHA1) {
            throw refused("it is locked in a way that shows no change; lock it anew with a current program");
        }
        S2K s2k = key.getS2K();
        if (s2k.getType() == S2K.ARGON_2
                && (s2k.getMemorySizeExponent() > PassphraseCost.MAX_EXPONENT
                        || s2k.getPasses() > PassphraseCost.MAX_PASSES)) {
            throw refused("unlocking it would take more than 256 MiB of memory or 16 passes; lock it anew with less");
        }
    }

    private static CipherException refused(String reason) {
        return new CipherException(ACTION, SUBJECT, reason);
    }
}
