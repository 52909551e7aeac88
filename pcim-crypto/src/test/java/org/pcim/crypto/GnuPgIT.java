package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcim.cipher.CertificateRevocation;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.MessageDecryptor;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.RevocationReason;
import org.pcim.cipher.ShareMode;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;
import org.pcim.testkit.program.GnuPg;

/** A requester with GnuPG 2.2: its certificate, copies and texts for it, its exported key. */
class GnuPgIT {

    private static final String USER_ID = "Requester <requester@example.org>";

    private final OpenPgpImageCipher cipher = new OpenPgpImageCipher();
    private final CipherIdentity patient =
            OpenPgpKeys.generate(KeyParameters.withoutName(Instant.now().minus(Duration.ofHours(1))));

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private GnuPg gpg;

    @BeforeEach
    void prepare() {
        gpg = new GnuPg(folder);
    }

    @AfterEach
    void endAgent() {
        gpg.close();
    }

    @ParameterizedTest
    @CsvSource({
        "rsa3072, rsa3072",
        "ed25519, cv25519",
        "nistp256, nistp256",
        "nistp384, nistp384",
        "nistp521, nistp521",
        "brainpoolP256r1, brainpoolP256r1"
    })
    void keysOfEveryKindTakePartWithCopies(String signing, String encrypting) throws IOException {
        String fingerprint = gpg.generate(USER_ID, signing, encrypting);
        RecipientCertificate certificate = accepted(fingerprint);
        assertEquals(fingerprint, certificate.fingerprint());
        assertEquals(List.of(USER_ID), certificate.userIds());
        assertEquals(ShareMode.COPY, certificate.shareMode());

        byte[] text = content(300);
        byte[] sealed =
                cipher.seal(text, List.of(patient.certificate(), certificate)).toByteArray();
        assertArrayEquals(text, gpg.decrypt(sealed));
        assertArrayEquals(text, cipher.unseal(Bytes.of(sealed), patient, 300));
        try (CipherIdentity requester = identity(fingerprint)) {
            assertEquals(fingerprint, requester.certificate().fingerprint());
            assertArrayEquals(text, cipher.unseal(Bytes.of(sealed), requester, 300));
            try (MessageEncryptor copy = cipher.encryptCopy(certificate);
                    MessageDecryptor reader = cipher.openCopy(requester)) {
                for (int size : new int[] {0, 1, 100, 70_000, 1_000_000}) {
                    byte[] content = content(size);
                    byte[] message = encrypt(copy, content);
                    assertArrayEquals(content, gpg.decrypt(message), size + " bytes");
                    assertArrayEquals(content, decrypt(reader, message), size + " bytes");
                }
            }
            assertSignatures(requester, certificate);
        }
    }

    private void assertSignatures(CipherIdentity requester, RecipientCertificate certificate) throws IOException {
        byte[] document = content(1000);
        Bytes signature = cipher.sign(document, requester);
        cipher.verify(document, signature, certificate, Instant.now());
        Path signed = Files.write(folder.resolve("signed"), document);
        Path detached = Files.write(folder.resolve("signed.sig"), signature.toByteArray());
        gpg.run("--verify", detached.toString(), signed.toString()).succeeds();
        document[0] ^= 1;
        assertThrows(CipherException.class, () -> cipher.verify(document, signature, certificate, Instant.now()));
        Files.write(signed, document);
        assertNotEquals(
                0, gpg.run("--verify", detached.toString(), signed.toString()).exitCode());
    }

    @Test
    void aCopyOf300MegabytesIsOpenedWithGpgAlone() throws IOException {
        RecipientCertificate certificate = accepted(gpg.generate(USER_ID, "ed25519", "cv25519"));
        Path message = folder.resolve("large.pgp");
        byte[] piece = content(1 << 20);
        try (MessageEncryptor copy = cipher.encryptCopy(certificate);
                OutputStream file = Files.newOutputStream(message);
                OutputStream encrypting = copy.encrypt(file)) {
            for (int i = 0; i < 300; i++) {
                encrypting.write(piece);
            }
        }
        Path opened = folder.resolve("large");
        gpg.run("--output", opened.toString(), "--decrypt", message.toString()).succeeds();
        assertEquals(300L << 20, Files.size(opened));
        try (InputStream reading = Files.newInputStream(opened)) {
            for (int i = 0; i < 300; i++) {
                assertArrayEquals(piece, reading.readNBytes(piece.length));
            }
        }
    }

    @Test
    void aCopyThatWasChangedIsRefusedThereToo() throws IOException {
        RecipientCertificate certificate = accepted(gpg.generate(USER_ID, "ed25519", "cv25519"));
        try (MessageEncryptor copy = cipher.encryptCopy(certificate)) {
            byte[] message = encrypt(copy, content(1000));
            message[message.length - 30] ^= 1;
            assertNotEquals(0, gpg.decryption(message).exitCode());
        }
    }

    @Test
    void aCopyHasNoKeyId() throws IOException {
        RecipientCertificate certificate = accepted(gpg.generate(USER_ID, "ed25519", "cv25519"));
        try (MessageEncryptor copy = cipher.encryptCopy(certificate)) {
            byte[] message = encrypt(copy, content(10));
            assertEquals(
                    "0".repeat(16), Bytes.of(Arrays.copyOfRange(message, 3, 11)).toHex());
        }
    }

    @Test
    void anExpiredKeyIsRefused() {
        String fingerprint = gpg.generate(USER_ID, "ed25519", "cv25519");
        Bytes published = gpg.certificate(fingerprint);
        Instant expired = Instant.now().plus(Duration.ofDays(3 * 365));
        CipherException e = assertThrows(CipherException.class, () -> cipher.certificate(published, expired));
        assertTrue(String.valueOf(e.getMessage()).contains("expired"), e.getMessage());
    }

    @Test
    void aRevokedKeyIsRefused() throws IOException {
        String fingerprint = gpg.generate(USER_ID, "ed25519", "cv25519");
        Path revocation = gpg.home().resolve("openpgp-revocs.d").resolve(fingerprint + ".rev");
        Path unlocked = Files.writeString(
                folder.resolve("revocation"), Files.readString(revocation).replace(":-----BEGIN", "-----BEGIN"));
        accepted(fingerprint);
        gpg.run("--import", unlocked.toString()).succeeds();
        CipherException e = assertThrows(CipherException.class, () -> accepted(fingerprint));
        assertTrue(String.valueOf(e.getMessage()).contains("revoked"), e.getMessage());
    }

    /** The number with which gpg's dialogue offers the reason is not OpenPGP's. */
    @ParameterizedTest
    @CsvSource({"0, UNSPECIFIED", "1, COMPROMISED", "2, SUPERSEDED", "3, RETIRED"})
    void aRevocationOfGnuPgIsRecognised(String choice, RevocationReason reason) {
        String fingerprint = gpg.generate(USER_ID, "ed25519", "cv25519");
        assertEquals(Optional.empty(), cipher.revocation(gpg.certificate(fingerprint)));
        Path revocation = folder.resolve("revocation");
        gpg.run(
                        ("y\n" + choice + "\nLaptop stolen\n\ny\n").getBytes(StandardCharsets.US_ASCII),
                        "--no-batch",
                        "--no-tty",
                        "--command-fd",
                        "0",
                        "--output",
                        revocation.toString(),
                        "--gen-revoke",
                        fingerprint)
                .succeeds();
        gpg.run("--import", revocation.toString()).succeeds();
        CertificateRevocation found =
                cipher.revocation(gpg.certificate(fingerprint)).orElseThrow();
        assertEquals(fingerprint, found.fingerprint());
        assertEquals(reason, found.reason());
        assertTrue(
                Duration.between(found.at(), Instant.now()).abs().compareTo(Duration.ofMinutes(10)) < 0,
                found.toString());
    }

    @ParameterizedTest
    @CsvSource({"rsa3072, rsa3072", "ed25519, cv25519", "nistp256, nistp256"})
    void aRevocationThatPcimMadeIsRecognisedThere(String signing, String encrypting) throws IOException {
        String fingerprint = gpg.generate(USER_ID, signing, encrypting);
        try (CipherIdentity identity = identity(fingerprint)) {
            Bytes revoked = cipher.revoke(identity, RevocationReason.COMPROMISED);
            assertEquals(
                    RevocationReason.COMPROMISED,
                    cipher.revocation(revoked).orElseThrow().reason());
            Path file = Files.write(folder.resolve("revoked"), revoked.toByteArray());
            gpg.run("--import", file.toString()).succeeds();
            String validity = gpg.run("--with-colons", "--list-keys", fingerprint).succeeds().lines().stream()
                    .filter(line -> line.startsWith("pub:"))
                    .map(line -> line.split(":", -1)[1])
                    .findFirst()
                    .orElseThrow();
            assertEquals("r", validity);
        }
    }

    @Test
    void aKeySignedWithSha1IsRefusedWheneverItSaysItWas() {
        String today = gpg.generate(USER_ID, "rsa3072", "rsa3072", "--cert-digest-algo", "SHA1");
        CipherException e = assertThrows(CipherException.class, () -> accepted(today));
        assertTrue(String.valueOf(e.getMessage()).contains("signatures"), e.getMessage());
        String past = gpg.generate(
                "Past <past@example.org>",
                "rsa3072",
                "rsa3072",
                "--cert-digest-algo",
                "SHA1",
                "--faked-system-time",
                "20200101T000000!");
        Instant then = Instant.parse("2020-06-01T00:00:00Z");
        assertThrows(CipherException.class, () -> cipher.certificate(gpg.certificate(past), then));
    }

    @Test
    void aWeakKeyIsRefused() {
        String fingerprint = gpg.generate(USER_ID, "rsa1024", "rsa1024");
        CipherException e = assertThrows(CipherException.class, () -> accepted(fingerprint));
        assertTrue(String.valueOf(e.getMessage()).contains("weak"), e.getMessage());
        String mixed = gpg.generate("Mixed <mixed@example.org>", "rsa3072", "elg3072");
        assertThrows(CipherException.class, () -> accepted(mixed));
    }

    @Test
    void aWrongPassphraseIsOneClearSentence() {
        String secretKey = gpg.secretKey(gpg.generate(USER_ID, "rsa3072", "rsa3072"));
        CipherException e =
                assertThrows(CipherException.class, () -> OpenPgpKeys.importLocked(secretKey, "wrong".toCharArray()));
        assertEquals("Cannot import key: the passphrase is wrong, or the file was changed", e.getMessage());
    }

    @Test
    void anImportedKeyIsLockedAnewAndUnlocked() {
        for (String algorithm : List.of("rsa3072", "nistp256")) {
            String userId = algorithm + " <requester@example.org>";
            try (CipherIdentity imported = identity(gpg.generate(userId, algorithm, algorithm));
                    CipherIdentity again = OpenPgpKeys.importLocked(
                            OpenPgpKeys.exportLocked(imported, "other".toCharArray(), PassphraseCost.demonstration()),
                            "other".toCharArray())) {
                assertEquals(
                        imported.certificate().encoded(), again.certificate().encoded());
                Bytes sealed = cipher.seal(new byte[] {7}, List.of(imported.certificate()));
                assertArrayEquals(new byte[] {7}, cipher.unseal(sealed, again, 1));
            }
        }
    }

    private RecipientCertificate accepted(String fingerprint) {
        return cipher.certificate(gpg.certificate(fingerprint), Instant.now());
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static byte[] encrypt(MessageEncryptor encryptor, byte[] content) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream encrypting = encryptor.encrypt(message)) {
            encrypting.write(content);
        }
        return message.toByteArray();
    }

    private static byte[] decrypt(MessageDecryptor decryptor, byte[] message) throws IOException {
        try (InputStream decrypting = decryptor.decrypt(new ByteArrayInputStream(message))) {
            return decrypting.readAllBytes();
        }
    }

    private CipherIdentity identity(String fingerprint) {
        return OpenPgpKeys.importLocked(gpg.secretKey(fingerprint), gpg.passphrase());
    }
}
