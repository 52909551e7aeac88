package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.KeyPassphraseProvider;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPDetachedSignatureGenerator;
import org.bouncycastle.openpgp.api.OpenPGPDetachedSignatureProcessor;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.bouncycastle.openpgp.api.OpenPGPMessageGenerator;
import org.bouncycastle.openpgp.api.OpenPGPMessageInputStream;
import org.bouncycastle.openpgp.api.OpenPGPMessageOutputStream;
import org.bouncycastle.openpgp.api.OpenPGPMessageProcessor;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/** What is stored and signed is OpenPGP: the library's own high-level programs take it, and the other way round. */
class OtherProgramsTest {

    private final Instant made = Instant.now().minus(Duration.ofHours(1));

    private final OpenPgpImageCipher cipher = new OpenPgpImageCipher();
    private final CipherIdentity patient = OpenPgpKeys.generate(KeyParameters.withoutName(made));

    @Test
    void aStoredMessageIsOpenedWithTheExportedKey() throws Exception {
        byte[] content = new byte[1_000_000];
        Arrays.fill(content, (byte) 7);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (StudyEncryptor encryptor = cipher.encrypt(patient.certificate());
                OutputStream encrypting = encryptor.encrypt(message)) {
            encrypting.write(content);
        }
        String exported = OpenPgpKeys.exportLocked(patient, "secret".toCharArray(), PassphraseCost.demonstration());
        OpenPGPKey key = new OpenPGPKeyReader(BouncyCastle.IMPLEMENTATION).parseKey(exported);
        try (OpenPGPMessageInputStream opened = new OpenPGPMessageProcessor(BouncyCastle.IMPLEMENTATION)
                .addDecryptionKey(key, "secret".toCharArray())
                .process(new ByteArrayInputStream(message.toByteArray()))) {
            assertArrayEquals(content, opened.readAllBytes());
        }
    }

    @Test
    void aSignatureIsVerified() throws Exception {
        byte[] document = {1, 2, 3};
        Bytes signature = cipher.sign(document, patient);
        List<OpenPGPDocumentSignature> verified = new OpenPGPDetachedSignatureProcessor(BouncyCastle.IMPLEMENTATION)
                .addVerificationCertificate(certificate())
                .verifyNotAfter(Date.from(Instant.now().plusSeconds(60)))
                .addSignatures(new ByteArrayInputStream(signature.toByteArray()))
                .process(new ByteArrayInputStream(document));
        assertEquals(1, verified.size());
        assertTrue(verified.get(0).isValid());
    }

    @Test
    void aSignatureOfAnotherProgramIsAccepted() throws Exception {
        byte[] document = {1, 2, 3};
        String exported = OpenPgpKeys.exportLocked(patient, "secret".toCharArray(), PassphraseCost.demonstration());
        OpenPGPKey key = new OpenPGPKeyReader(BouncyCastle.IMPLEMENTATION).parseKey(exported);
        Bytes signature = Bytes.of(new OpenPGPDetachedSignatureGenerator(BouncyCastle.IMPLEMENTATION)
                .addSigningKey(key, (KeyPassphraseProvider) unlocking -> "secret".toCharArray())
                .sign(new ByteArrayInputStream(document))
                .get(0)
                .getEncoded(PacketFormat.CURRENT));
        cipher.verify(document, signature, patient.certificate(), Instant.now());
    }

    @Test
    void aSignatureByThePrimaryKeyIsRefused() throws Exception {
        byte[] document = {1, 2, 3};
        PGPKeyPair primary = OpenPgpIdentity.of(patient).parts().get(0).keyPair();
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(primary.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                primary.getPublicKey());
        generator.init(PGPSignature.BINARY_DOCUMENT, primary.getPrivateKey());
        PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
        subpackets.setSignatureCreationTime(true, Date.from(Instant.now()));
        subpackets.setIssuerFingerprint(true, primary.getPublicKey());
        generator.setHashedSubpackets(subpackets.generate());
        generator.update(document);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        generator.generate().encode(new BCPGOutputStream(packet, PacketFormat.CURRENT));
        Bytes signature = Bytes.of(packet.toByteArray());
        CipherException e = assertThrows(
                CipherException.class, () -> cipher.verify(document, signature, patient.certificate(), Instant.now()));
        assertTrue(String.valueOf(e.getMessage()).contains("could not sign"), e.getMessage());
    }

    @Test
    void anUncompressedMessageOfAnotherProgramIsUnsealed() throws Exception {
        byte[] text = {1, 2, 3, 4};
        assertArrayEquals(text, cipher.unseal(encrypted(text, CompressionAlgorithmTags.UNCOMPRESSED), patient, 10));
    }

    @Test
    void aCompressedMessageBombIsRefused() throws Exception {
        Bytes bomb = encrypted(new byte[50_000_000], CompressionAlgorithmTags.ZIP);
        assertTrue(bomb.length() < 1_000_000);
        CipherException e = assertThrows(CipherException.class, () -> cipher.unseal(bomb, patient, 100_000_000));
        assertTrue(String.valueOf(e.getMessage()).contains("compressed"), e.getMessage());
    }

    private Bytes encrypted(byte[] text, int compression) throws Exception {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OpenPGPMessageOutputStream encrypting = new OpenPGPMessageGenerator(BouncyCastle.IMPLEMENTATION)
                .setArmored(false)
                .setAllowPadding(false)
                .setCompressionNegotiator((generator, policy) -> compression)
                .addEncryptionCertificate(certificate())
                .open(message)) {
            encrypting.write(text);
        }
        return Bytes.of(message.toByteArray());
    }

    private OpenPGPCertificate certificate() throws Exception {
        return new OpenPGPKeyReader(BouncyCastle.IMPLEMENTATION)
                .parseCertificate(OpenPgpKeys.armour(patient.certificate()));
    }
}
