package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.RevocationReason;
import org.pcim.cipher.ShareMode;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;
import org.pcim.model.KeyCapsule;

/** What PCIM writes is read by rsop, and the other way round: keys, certificates, messages, signatures. */
class RsopIT {

    private final Instant now = Instant.now();
    private final OpenPgpImageCipher cipher = new OpenPgpImageCipher();
    private final CipherIdentity patient =
            OpenPgpKeys.generate(KeyParameters.withoutName(now.minus(Duration.ofHours(1))));
    private final KeyCheck binding = KeyChecks.ANY;

    /** Three chunks and a bit. */
    private final byte[] content = new byte[800_000];

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Rsop rsop;

    @BeforeEach
    void prepare() {
        rsop = new Rsop(folder);
        new Random(1).nextBytes(content);
    }

    @Test
    void aStoredMessageIsOpenedWithTheExportedKey() throws IOException {
        try (StudyEncryptor encryptor = cipher.encrypt(patient.certificate())) {
            assertArrayEquals(content, rsop.decrypt(encrypt(encryptor, content), rsop.exported(patient)));
            assertArrayEquals(new byte[0], rsop.decrypt(encrypt(encryptor, new byte[0]), rsop.exported(patient)));
        }
    }

    @Test
    void aMessageThatWasChangedIsRefusedThereToo() throws IOException {
        try (StudyEncryptor encryptor = cipher.encrypt(patient.certificate())) {
            byte[] message = encrypt(encryptor, content);
            message[message.length - 1] ^= 1;
            assertNotEquals(0, rsop.decryption(message, rsop.exported(patient)).exitCode());
        }
    }

    @Test
    void aRewrappedCapsuleInFrontOfAMessageOpensItForAKeyOfPcim() throws IOException {
        CipherIdentity requester = OpenPgpKeys.generate(
                KeyParameters.named(now.minus(Duration.ofHours(1)), "Requester <requester@example.org>"));
        assertOpenedBehindCapsule(requester.certificate(), rsop.exported(requester));
    }

    @Test
    void aRewrappedCapsuleInFrontOfAMessageOpensItForAKeyOfRsop() throws IOException {
        Path key = rsop.generateKey("rfc9580", "Bob <bob@example.org>");
        RecipientCertificate certificate = cipher.certificate(rsop.certificate(key), Instant.now());
        assertOpenedBehindCapsule(certificate, key);
    }

    private void assertOpenedBehindCapsule(RecipientCertificate requester, Path key) throws IOException {
        try (StudyEncryptor encryptor = cipher.encrypt(patient.certificate())) {
            byte[] message = encrypt(encryptor, content);
            KeyCapsule own = encryptor.capsule();
            assertNotEquals(0, rsop.decryption(message, key).exitCode());
            KeyCapsule capsule = cipher.rewrap(own, patient, binding, encryptor.keyCheck(binding), requester);
            byte[] behind = Arrays.copyOfRange(message, own.bytes().length(), message.length);
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            joined.writeBytes(capsule.bytes().toByteArray());
            joined.writeBytes(behind);
            assertArrayEquals(content, rsop.decrypt(joined.toByteArray(), key));
        }
    }

    @Test
    void aSealedTextIsOpenedByEachReader() {
        Path key = rsop.generateKey("rfc9580", "Bob <bob@example.org>");
        RecipientCertificate other = cipher.certificate(rsop.certificate(key), Instant.now());
        byte[] sealed =
                cipher.seal(content, List.of(patient.certificate(), other)).toByteArray();
        assertArrayEquals(content, rsop.decrypt(sealed, rsop.exported(patient)));
        assertArrayEquals(content, rsop.decrypt(sealed, key));
    }

    /** As the manifest is signed. */
    @Test
    void aSignatureIsVerified() {
        Bytes signature = cipher.sign(content, patient);
        Path certificate = rsop.file(patient.certificate());
        rsop.verification(content, signature, certificate).succeeds();
        assertNotEquals(
                0, rsop.verification(new byte[1], signature, certificate).exitCode());
    }

    /** rsop sends AES-128 in OCB, since it does not know GCM and our certificates announce nothing else. */
    @Test
    void aTextThatItEncryptedIsUnsealed() {
        byte[] sealed = rsop.encrypt(content, rsop.file(patient.certificate()));
        assertArrayEquals(content, cipher.unseal(Bytes.of(sealed), patient, content.length));
        CipherException e =
                assertThrows(CipherException.class, () -> cipher.unseal(Bytes.of(sealed), patient, content.length - 1));
        assertEquals("Cannot unseal text: it is longer than 799999 bytes", e.getMessage());
        for (int length = sealed.length - 1; length > 0; length -= length > sealed.length - 50 ? 1 : 4096 + 16) {
            Bytes cut = Bytes.of(Arrays.copyOf(sealed, length));
            assertThrows(CipherException.class, () -> cipher.unseal(cut, patient, content.length));
        }
    }

    /** The same message is no image: those are read in the one form that PCIM writes. */
    @Test
    void aTextThatItEncryptedIsNoImage() throws IOException {
        byte[] message = rsop.encrypt(content, rsop.file(patient.certificate()));
        try (StudyEncryptor encryptor = cipher.encrypt(patient.certificate());
                StudyDecryptor decryptor =
                        cipher.open(encryptor.capsule(), patient, binding, encryptor.keyCheck(binding));
                InputStream decrypting = decryptor.decrypt(new ByteArrayInputStream(message))) {
            CipherException e = assertThrows(CipherException.class, decrypting::readAllBytes);
            assertEquals("Cannot decrypt message: it is not encrypted with AES-256 in GCM", e.getMessage());
        }
    }

    @Test
    void aSignedTextIsRefused() {
        Path key = rsop.generateKey("rfc9580", "Bob <bob@example.org>");
        byte[] sealed = rsop.encrypt(content, rsop.file(patient.certificate()), "--sign-with=" + key);
        CipherException e =
                assertThrows(CipherException.class, () -> cipher.unseal(Bytes.of(sealed), patient, content.length));
        assertEquals("Cannot decrypt message: its content is signed, which is done apart from it", e.getMessage());
    }

    @Test
    void aSignatureByAKeyOfRsopIsAccepted() {
        Path key = rsop.generateKey("rfc9580", "Bob <bob@example.org>");
        Bytes signature = rsop.sign(content, key);
        RecipientCertificate signer = cipher.certificate(rsop.certificate(key), Instant.now());
        assertDoesNotThrow(() -> cipher.verify(content, signature, signer, Instant.now()));
        assertThrows(CipherException.class, () -> cipher.verify(new byte[1], signature, signer, Instant.now()));
    }

    @Test
    void aSignatureThatItMadeWithAKeyOfPcimIsAccepted() {
        Bytes signature = rsop.sign(content, rsop.exported(patient));
        assertDoesNotThrow(() -> cipher.verify(content, signature, patient.certificate(), Instant.now()));
    }

    @Test
    void aRevocationIsHeeded() {
        Bytes signature = cipher.sign(content, patient);
        Path before = rsop.file(patient.certificate());
        rsop.verification(content, signature, before).succeeds();
        Bytes revoked = cipher.revoke(patient, RevocationReason.COMPROMISED);
        Path after = rsop.file(Armour.certificate(revoked).getBytes(StandardCharsets.US_ASCII));
        assertNotEquals(0, rsop.verification(content, signature, after).exitCode());
        assertNotEquals(0, rsop.encryption(content, after).exitCode());
    }

    @Test
    void aCertificateOfVersion6IsTaken() {
        Bytes published = rsop.certificate(rsop.generateKey("rfc9580", "Bob <bob@example.org>"));
        RecipientCertificate certificate = cipher.certificate(published, Instant.now());
        assertEquals(List.of("Bob <bob@example.org>"), certificate.userIds());
        assertEquals(ShareMode.REWRAP, certificate.shareMode());
    }

    @Test
    void aCopyForACertificateOfVersion4IsOpened() throws IOException {
        Path key = rsop.generateKey("default", "Bob <bob@example.org>");
        RecipientCertificate certificate = cipher.certificate(rsop.certificate(key), Instant.now());
        assertEquals(ShareMode.COPY, certificate.shareMode());
        try (MessageEncryptor copying = cipher.encryptCopy(certificate)) {
            assertArrayEquals(content, rsop.decrypt(encrypt(copying, content), key));
        }
    }

    /** Post-quantum keys (RFC 9980) come later. */
    @Test
    void aCertificateWithAKeyOfAnotherAlgorithmIsRefused() {
        Bytes published = rsop.certificate(rsop.generateKey("rfc9980", "Bob <bob@example.org>"));
        CipherException e = assertThrows(CipherException.class, () -> cipher.certificate(published, Instant.now()));
        assertEquals(
                "Cannot use certificate: one of its keys is of algorithm 30, which RFC 9580 does not define;"
                        + " publish one with Ed25519 and X25519",
                e.getMessage());
    }

    @Test
    void aKeyThatItLockedIsImported() {
        String locked = rsop.generateLockedKey("rfc9580", "Bob <bob@example.org>");
        CipherIdentity imported = OpenPgpKeys.importLocked(locked, rsop.passphrase());
        Bytes sealed = cipher.seal(content, List.of(imported.certificate()));
        assertArrayEquals(content, cipher.unseal(sealed, imported, content.length));
        CipherException e =
                assertThrows(CipherException.class, () -> OpenPgpKeys.importLocked(locked, "wrong".toCharArray()));
        assertEquals("Cannot import key: the passphrase is wrong, or the file was changed", e.getMessage());
    }

    private static byte[] encrypt(MessageEncryptor encryptor, byte[] content) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream encrypting = encryptor.encrypt(message)) {
            encrypting.write(content);
        }
        return message.toByteArray();
    }
}
