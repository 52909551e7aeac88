package org.pcim.crypto;

import java.util.List;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.model.Bytes;

/**
 * The keys of participants: made, locked with a passphrase, unlocked, and published.
 *
 * <p>A key that is made here is of version 6 (RFC 9580): an Ed25519 primary key that only certifies, an Ed25519 subkey that signs, an
 * X25519 subkey that is encrypted to. Its certificate announces what the cipher reads, and nothing else: SEIPD version 2
 * with AES-256-GCM, uncompressed. A requester's key may also be one that GnuPG made (version 4): RSA, Ed25519 and
 * Curve25519 in their legacy forms, or the curves of NIST and Brainpool; its owner gets images by
 * {@link org.pcim.cipher.ShareMode#COPY}.
 *
 * <p>Passphrases are taken in Unicode's form NFC, and the array that holds one is wiped before the call returns or
 * throws. Copies that the library makes of it, and of keys while it uses them, stay in memory until they are collected;
 * so does one of a passphrase that was not in NFC.
 */
public final class OpenPgpKeys {

    private OpenPgpKeys() {}

    /** Makes a new key. */
    public static CipherIdentity generate(KeyParameters parameters) {
        return KeyGeneration.generate(parameters);
    }

    /**
     * An identity for an owner whose key was replaced. It is published, encrypted to and signed with by its current key; it
     * also opens what was encrypted to the keys before. So a patient still opens and shares images of a key that is revoked,
     * and rotates them to the current one, and registers receipts that were made for the key before.
     *
     * <p>It takes all of them over: closing it closes them. Only the current key is exported. Whether images come by copy is
     * a matter of the current key, so keys of GnuPG's before one of version 6 open no copies, only texts.
     *
     * @param former the keys before; none changes nothing
     */
    public static CipherIdentity withFormer(CipherIdentity current, List<CipherIdentity> former) {
        return OpenPgpIdentity.of(current)
                .withFormer(former.stream().map(OpenPgpIdentity::of).toList());
    }

    /**
     * The secret key in ASCII armour (RFC 9580, 6.2), locked by Argon2 and AEAD (3.7.2.1), so that other programs can
     * unlock it too.
     *
     * @throws org.pcim.error.InputException if the passphrase is empty
     */
    public static String exportLocked(CipherIdentity identity, char[] passphrase, PassphraseCost cost) {
        OpenPgpIdentity own = OpenPgpIdentity.of(identity);
        return Passphrases.with(
                "export", passphrase, normalized -> Armour.secretKey(LockedKey.lock(own, normalized, cost)));
    }

    /**
     * Unlocks a secret key in ASCII armour: one that was exported here, or by {@code gpg --armor --export-secret-keys}. A key
     * that has expired or was revoked is taken as well, so that its owner can still open what was encrypted to it ({@link
     * #withFormer}); whether others accept its certificate is another matter.
     *
     * @throws org.pcim.error.CipherException if the passphrase is wrong, or the key is malformed, not locked, not of the
     *     form described above, or asks for more than {@link PassphraseCost#MAX_EXPONENT} or
     *     {@link PassphraseCost#MAX_PASSES}
     * @throws org.pcim.error.InputException if the passphrase is empty
     */
    public static CipherIdentity importLocked(String armoured, char[] passphrase) {
        return Passphrases.with(
                "import", passphrase, normalized -> LockedKey.unlock(Armour.readSecretKey(armoured), normalized));
    }

    /** The certificate in ASCII armour. */
    public static String armour(RecipientCertificate certificate) {
        return Armour.certificate(certificate.encoded());
    }

    /**
     * The packets of a certificate in ASCII armour, not validated yet.
     *
     * @throws org.pcim.error.CipherException if it is not one armoured certificate
     */
    public static Bytes readArmoured(String armoured) {
        return Armour.readCertificate(armoured);
    }
}
