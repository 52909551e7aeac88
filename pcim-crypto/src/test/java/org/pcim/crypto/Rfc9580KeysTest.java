package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pcim.crypto.Rfc9580Samples.PLAINTEXT;
import static org.pcim.crypto.Rfc9580Samples.packets;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.ShareMode;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/** The keys of RFC 9580, A.3 to A.5, and what the RFC has encrypted to them and signed with them, A.6 to A.8. */
class Rfc9580KeysTest {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final byte[] TEXT = PLAINTEXT.getBytes(StandardCharsets.UTF_8);

    private final OpenPgpImageCipher cipher = new OpenPgpImageCipher();
    private final Bytes published = OpenPgpKeys.readArmoured(Rfc9580Samples.CERTIFICATE);
    private final List<SecretPart> parts = new ArrayList<>();

    /** {@link OpenPgpKeys} takes locked keys only, so this one is made by hand. */
    @BeforeEach
    void readTheUnlockedKey() throws Exception {
        PGPSecretKeyRing ring = new PGPSecretKeyRing(
                Armour.readSecretKey(Rfc9580Samples.SECRET_KEY),
                BouncyCastle.IMPLEMENTATION.keyFingerPrintCalculator());
        for (PGPSecretKey key : ring) {
            parts.add(new SecretPart(key.getPublicKey(), key.extractPrivateKey(null)));
        }
    }

    /** A.3: self-signatures of version 6 by another implementation hold, and say what the RFC says they do. */
    @Test
    void theCertificateIsTaken() {
        RecipientCertificate certificate = cipher.certificate(published, AT);
        assertEquals("CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9", certificate.fingerprint());
        assertEquals(ShareMode.REWRAP, certificate.shareMode());
        assertEquals(List.of(), certificate.userIds());
    }

    /** A.4: the secret parts belong to the certificate's keys; what is locked with PCIM is the same key again. */
    @Test
    void theSecretKeyIsUsedAndLocked() {
        String locked = OpenPgpKeys.exportLocked(identity(), "s".toCharArray(), PassphraseCost.demonstration());
        CipherIdentity unlocked = OpenPgpKeys.importLocked(locked, "s".toCharArray());
        assertEquals(published, unlocked.certificate().encoded());
        Bytes signature = cipher.sign(TEXT, unlocked);
        cipher.verify(TEXT, signature, cipher.certificate(published, AT), AT);
        Bytes sealed = cipher.seal(TEXT, List.of(cipher.certificate(published, AT)));
        assertArrayEquals(TEXT, cipher.unseal(sealed, unlocked, TEXT.length));
    }

    /** A.4: a secret key without a lock is no file to import. */
    @Test
    void theUnlockedKeyIsNotImported() {
        assertRefusedImport(
                "Cannot import key: it is not locked; lock it with a passphrase first", Rfc9580Samples.SECRET_KEY);
    }

    /** A.5: read as far as its S2K, which asks for 2 GiB; that is refused, so this proves nothing about unlocking. */
    @Test
    void theLockedKeyAsksForMoreMemoryThanIsTaken() {
        assertRefusedImport(
                "Cannot import key: unlocking it would take more than 256 MiB of memory or 16 passes; lock it anew with less",
                Rfc9580Samples.LOCKED_SECRET_KEY);
    }

    /** A.6 and A.7 sign text (type 1) of which line ends do not count; only signatures over bytes (type 0) are taken. */
    @Test
    void aSignatureOverTextIsRefused() {
        byte[] text = Rfc9580Samples.SIGNED_TEXT.getBytes(StandardCharsets.UTF_8);
        RecipientCertificate signer = cipher.certificate(published, AT);
        CipherException e = assertThrows(
                CipherException.class, () -> cipher.verify(text, packets(Rfc9580Samples.TEXT_SIGNATURE), signer, AT));
        assertEquals(
                "Cannot accept signature of " + signer.fingerprint() + ": it is over a text, not over bytes",
                e.getMessage());
    }

    /** A.8: PKESK of version 6 for X25519, key derivation, one chunk and the final tag in OCB, padding. */
    @Test
    void theMessageToTheKeyIsUnsealed() {
        Bytes message = packets(Rfc9580Samples.MESSAGE_TO_KEY);
        assertArrayEquals(TEXT, cipher.unseal(message, identity(), TEXT.length));
    }

    /** A.8 again: what OCB protects is protected as well as in GCM. */
    @Test
    void everyChangedByteOfTheMessageIsRefused() {
        byte[] message = packets(Rfc9580Samples.MESSAGE_TO_KEY).toByteArray();
        CipherIdentity identity = identity();
        for (int at = 0; at < message.length; at++) {
            byte[] changed = message.clone();
            changed[at] ^= 1;
            assertThrows(
                    CipherException.class, () -> cipher.unseal(Bytes.of(changed), identity, TEXT.length), "byte " + at);
        }
    }

    private CipherIdentity identity() {
        return new OpenPgpIdentity(OpenPgpCertificate.own(published), parts);
    }

    private static void assertRefusedImport(String sentence, String key) {
        CipherException e = assertThrows(
                CipherException.class,
                () -> OpenPgpKeys.importLocked(key, "correct horse battery staple".toCharArray()));
        assertEquals(sentence, e.getMessage());
    }
}
