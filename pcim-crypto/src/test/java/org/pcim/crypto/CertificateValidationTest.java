package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyEditor;
import org.bouncycastle.openpgp.api.OpenPGPKeyGenerator;
import org.bouncycastle.openpgp.operator.PGPKeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.ShareMode;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

class CertificateValidationTest {

    private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");

    /** Revocations are made at the system's time. */
    private final Instant later = Instant.now().plus(Duration.ofDays(1));

    private final ImageCipher cipher = new OpenPgpImageCipher();
    private final OpenPGPKey key = generate();

    @Test
    void aKeyThatAnotherProgramMadeIsTaken() throws IOException {
        RecipientCertificate certificate = cipher.certificate(published(key), later);
        assertEquals(ShareMode.REWRAP, certificate.shareMode());
        assertEquals(List.of("A <a@example.org>"), certificate.userIds());
    }

    @Test
    void aRevokedCertificateIsRefused() throws Exception {
        OpenPGPKey revoked = edit(key).revokeKey().done();
        assertRefused("revoked", published(revoked));
    }

    @Test
    void aRevokedEncryptionKeyIsNotUsed() throws Exception {
        OpenPGPKey revoked = edit(key)
                .revokeComponentKey(key.getEncryptionKeys(Date.from(later)).get(0))
                .done();
        assertRefused("encrypted to", published(revoked));
        OpenPGPKey renewed = edit(revoked)
                .addEncryptionSubkey(PGPKeyPairGenerator::generateX25519KeyPair)
                .done();
        OpenPgpCertificate certificate = OpenPgpCertificate.valid(published(renewed), later);
        assertEquals(
                renewed.getEncryptionKeys(Date.from(later)).get(0).getKeyIdentifier(),
                certificate.encryptionKey().getKeyIdentifier());
    }

    @Test
    void aRevokedSigningKeyDoesNotSign() throws Exception {
        OpenPGPKey revoked = edit(key)
                .revokeComponentKey(key.getSigningKeys(Date.from(later)).get(0))
                .done();
        assertRefused("sign", published(revoked));
    }

    @Test
    void aCertificateWithoutAnEncryptionKeyIsRefused() throws Exception {
        OpenPGPKey signing = new OpenPGPKeyGenerator(BouncyCastle.IMPLEMENTATION, true, Date.from(MADE))
                .withPrimaryKey()
                .addSigningSubkey()
                .build();
        assertRefused("encrypted to", published(signing));
    }

    @Test
    void aCertificateWithoutASigningKeyIsRefused() throws Exception {
        OpenPGPKey encrypting = new OpenPGPKeyGenerator(BouncyCastle.IMPLEMENTATION, true, Date.from(MADE))
                .withPrimaryKey()
                .addEncryptionSubkey()
                .build();
        assertRefused("sign", published(encrypting));
    }

    @Test
    void aSubkeyOfAnotherCertificateIsNotUsed() throws Exception {
        List<PGPPublicKey> own = keys(key);
        List<PGPPublicKey> other = keys(generate());
        byte[] mixed =
                new PGPPublicKeyRing(List.of(own.get(0), own.get(1), other.get(2))).getEncoded(PacketFormat.CURRENT);
        assertRefused("encrypted to", Bytes.of(mixed));
    }

    @Test
    void aUserIdThatTheKeyDoesNotCertifyIsRefused() throws Exception {
        byte[] certificate = published(key).toByteArray();
        byte[] name = "A <a@example.org>".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + name.length <= certificate.length; at++) {
            if (Arrays.equals(certificate, at, at + name.length, name, 0, name.length)) {
                certificate[at] = 'B';
            }
        }
        assertRefused("User ID", Bytes.of(certificate));
    }

    @Test
    void aRevokedUserIdIsRefused() throws Exception {
        OpenPGPKey revoked = edit(key)
                .addUserId("B <b@example.org>")
                .revokeIdentity(key.getUserId("A <a@example.org>"))
                .done();
        assertRefused("User ID", published(revoked));
    }

    @Test
    void aSecretKeyIsRefused() throws Exception {
        assertRefused("secret key", Bytes.of(key.getPGPSecretKeyRing().getEncoded()));
    }

    @Test
    void anArmouredCertificateIsRefused() throws Exception {
        assertRefused("armour", Bytes.of(key.toAsciiArmoredString().getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void otherPacketsAreRefused() throws Exception {
        byte[] certificate = published(key).toByteArray();
        for (int tag : new int[] {1, 8, 9, 11, 12, 17, 18, 60}) {
            byte[] longer = Arrays.copyOf(certificate, certificate.length + 3);
            longer[certificate.length] = (byte) (0xC0 | tag);
            longer[certificate.length + 1] = 1;
            assertRefused("packet of type " + tag, Bytes.of(longer));
        }
    }

    @Test
    void everyChangedByteIsRefusedOrChangesNothingThatCounts() throws Exception {
        CipherIdentity identity = OpenPgpKeys.generate(KeyParameters.withoutName(MADE));
        byte[] certificate = identity.certificate().encoded().toByteArray();
        RecipientCertificate genuine = cipher.certificate(Bytes.of(certificate), later);
        int refused = 0;
        for (int at = 0; at < certificate.length; at++) {
            byte[] changed = certificate.clone();
            changed[at] ^= 1;
            try {
                RecipientCertificate taken = cipher.certificate(Bytes.of(changed), later);
                assertEquals(genuine.fingerprint(), taken.fingerprint(), "byte " + at);
                Bytes sealed = cipher.seal(new byte[] {1}, List.of(taken));
                assertEquals(1, cipher.unseal(sealed, identity, 1).length, "byte " + at);
            } catch (CipherException e) {
                refused++;
            }
        }
        assertTrue(refused > certificate.length * 9 / 10, refused + " of " + certificate.length);
    }

    @Test
    void aCertificateOfGnuPgIsTakenForCopies() throws IOException {
        RecipientCertificate gnupg = cipher.certificate(gnupg(), later);
        assertEquals(ShareMode.COPY, gnupg.shareMode());
        assertEquals(List.of("Requester with GnuPG <gnupg@example.org>"), gnupg.userIds());
        CipherException e = assertThrows(CipherException.class, () -> cipher.encrypt(gnupg));
        assertTrue(String.valueOf(e.getMessage()).contains("SEIPD version 2"), e.getMessage());
    }

    private static Bytes gnupg() throws IOException {
        try (InputStream armoured = CertificateValidationTest.class.getResourceAsStream("gnupg-rsa3072.asc")) {
            if (armoured == null) {
                throw new IOException("gnupg-rsa3072.asc is missing");
            }
            return OpenPgpKeys.readArmoured(new String(armoured.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    private void assertRefused(String reason, Bytes certificate) {
        CipherException e = assertThrows(CipherException.class, () -> cipher.certificate(certificate, later));
        assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
    }

    private static OpenPGPKey generate() {
        try {
            return new OpenPGPKeyGenerator(BouncyCastle.IMPLEMENTATION, true, Date.from(MADE))
                    .ed25519x25519Key("A <a@example.org>")
                    .build();
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OpenPGPKeyEditor edit(OpenPGPKey key) throws PGPException {
        return new OpenPGPKeyEditor(key, unlocked -> null);
    }

    private static List<PGPPublicKey> keys(OpenPGPKey key) {
        List<PGPPublicKey> keys = new ArrayList<>();
        key.toCertificate().getPGPPublicKeyRing().forEach(keys::add);
        return keys;
    }

    private static Bytes published(OpenPGPKey key) throws IOException {
        return Bytes.of(key.toCertificate().getEncoded(PacketFormat.CURRENT));
    }
}
