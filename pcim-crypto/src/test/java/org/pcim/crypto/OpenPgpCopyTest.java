package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.MessageDecryptor;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.ShareMode;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

class OpenPgpCopyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final OpenPgpImageCipher cipher = new OpenPgpImageCipher();
    private final OpenPgpIdentity requester = CopyKeys.generate(NOW, "Requester <requester@example.org>");

    @Test
    void oneSecretKeyOperationServesAllMessagesOfACopy() throws IOException {
        try (MessageEncryptor copy = cipher.encryptCopy(requester.certificate());
                MessageEncryptor another = cipher.encryptCopy(requester.certificate());
                MessageDecryptor reader = cipher.openCopy(requester)) {
            assertArrayEquals(new byte[] {1}, decrypt(reader, encrypt(copy, new byte[] {1})));
            requester.close();
            assertArrayEquals(new byte[] {2}, decrypt(reader, encrypt(copy, new byte[] {2})));
            byte[] other = encrypt(another, new byte[] {3});
            assertThrows(IllegalStateException.class, () -> decrypt(reader, other));
        }
    }

    @Test
    void theLibraryOpensACopyToo() throws Exception {
        byte[] content = new byte[100_000];
        try (MessageEncryptor copy = cipher.encryptCopy(requester.certificate())) {
            PGPObjectFactory message =
                    BouncyCastle.IMPLEMENTATION.pgpObjectFactory(new ByteArrayInputStream(encrypt(copy, content)));
            PGPPublicKeyEncryptedData data =
                    (PGPPublicKeyEncryptedData) ((PGPEncryptedDataList) message.nextObject()).get(0);
            SecretPart decrypting = requester.parts().get(2);
            assertTrue(decrypting.decrypts());
            PGPObjectFactory inside = BouncyCastle.IMPLEMENTATION.pgpObjectFactory(
                    data.getDataStream(new BcPublicKeyDataDecryptorFactory(decrypting.keyPair())));
            PGPLiteralData literal = (PGPLiteralData) inside.nextObject();
            assertEquals("", literal.getFileName());
            assertArrayEquals(content, literal.getInputStream().readAllBytes());
            assertTrue(data.isIntegrityProtected() && data.verify());
        }
    }

    @Test
    void refusalsSayWhatToDo() {
        CipherIdentity patient = OpenPgpKeys.generate(KeyParameters.withoutName(NOW));
        CipherException e = assertThrows(CipherException.class, () -> cipher.encryptCopy(patient.certificate()));
        assertTrue(String.valueOf(e.getMessage()).contains("needs no copy"), e.getMessage());
        e = assertThrows(CipherException.class, () -> cipher.encrypt(requester.certificate()));
        assertTrue(String.valueOf(e.getMessage()).contains("needs a copy of its own"), e.getMessage());
    }

    @Test
    void aKeyOfVersion4IsLockedAndUnlocked() {
        String armoured = OpenPgpKeys.exportLocked(requester, "secret".toCharArray(), PassphraseCost.demonstration());
        Bytes sealed = cipher.seal(new byte[] {7}, List.of(requester.certificate()));
        try (CipherIdentity imported = OpenPgpKeys.importLocked(armoured, "secret".toCharArray())) {
            assertArrayEquals(new byte[] {7}, cipher.unseal(sealed, imported, 1));
            assertEquals(requester.certificate().hash(), imported.certificate().hash());
        }
        assertFalse(armoured.contains("secret"));
    }

    /** Exported by {@code gpg --armor --export-secret-keys} of GnuPG 2.2.40; the passphrase is {@code correct-horse}. */
    @Test
    void aKeyThatGnuPgExportedIsUnlocked() throws IOException {
        String exported = resource("gnupg-ed25519-secret.asc");
        try (CipherIdentity imported = OpenPgpKeys.importLocked(exported, "correct-horse".toCharArray())) {
            RecipientCertificate certificate =
                    cipher.certificate(imported.certificate().encoded(), NOW);
            assertEquals(ShareMode.COPY, certificate.shareMode());
            assertEquals(List.of("Requester with GnuPG <requester@example.org>"), certificate.userIds());
            try (MessageEncryptor copy = cipher.encryptCopy(certificate);
                    MessageDecryptor reader = cipher.openCopy(imported)) {
                assertArrayEquals(new byte[] {1}, decrypt(reader, encrypt(copy, new byte[] {1})));
            }
        }
        CipherException e =
                assertThrows(CipherException.class, () -> OpenPgpKeys.importLocked(exported, "wrong".toCharArray()));
        assertEquals("Cannot import key: the passphrase is wrong, or the file was changed", e.getMessage());
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(OpenPgpCopyTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static byte[] encrypt(MessageEncryptor encryptor, byte[] content) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream encrypting = encryptor.encrypt(message)) {
            encrypting.write(content);
        }
        return message.toByteArray();
    }

    private static byte[] decrypt(MessageDecryptor decryptor, byte[] message) throws IOException {
        return decryptor.decrypt(new ByteArrayInputStream(message)).readAllBytes();
    }
}
