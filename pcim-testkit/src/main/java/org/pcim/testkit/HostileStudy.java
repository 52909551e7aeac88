package org.pcim.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.study.Study;

/**
 * A deposited study in the hands of somebody who kept its session key, can write to the store, and has the radiologist
 * attest to whatever root comes of it.
 */
final class HostileStudy implements AutoCloseable {

    final Receipt receipt;
    final StoredFiles files;

    private final ClientWorld world;
    private final StudyEncryptor sessionKey;

    private HostileStudy(ClientWorld world, Receipt receipt, StudyEncryptor sessionKey) {
        this.world = world;
        this.receipt = receipt;
        this.sessionKey = sessionKey;
        this.files =
                StoredFiles.read(world.harness.store(), receipt.attestation().root());
    }

    /** Deposits a study as the radiologist does, and keeps its session key. */
    static HostileStudy deposit(ClientWorld world, Study study) {
        List<StudyEncryptor> kept = new ArrayList<>();
        ImageCipher cipher = Lying.in(ImageCipher.class, world.harness.cipher(), "encrypt", encryptor -> {
            kept.add((StudyEncryptor) encryptor);
            return new LeftOpen((StudyEncryptor) encryptor);
        });
        try (PcimClient pcim = PcimClient.builder()
                .store(world.harness.store())
                .ledger(world.harness.ledger())
                .cipher(cipher)
                .clock(world.harness.clock())
                .build()) {
            Receipt receipt = pcim.radiologist(world.radiologist)
                    .deposit(study, world.patient.address(), ClientWorld.CT_CHEST, ClientWorld.TEXT, Progress.none());
            return new HostileStudy(world, receipt, kept.get(0));
        }
    }

    /** A new message under the study's session key. */
    byte[] encrypt(byte[] content) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream encrypting = sessionKey.encrypt(message)) {
            encrypting.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return message.toByteArray();
    }

    /** What a message of the study says. */
    byte[] decrypt(String path) {
        Attestation attestation = receipt.attestation();
        KeyCheck binding = new KeyCheck(
                attestation.statement(),
                attestation.ledger(),
                attestation.patient(),
                attestation.radiologist(),
                attestation.version());
        try (StudyDecryptor decryptor = world.harness
                        .cipher()
                        .open(receipt.patientCapsule(), world.patient.keys(), binding, attestation.keyCheck());
                InputStream plaintext = decryptor.decrypt(files.open(path))) {
            return plaintext.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of its manifest: statement, signature, layout, signature. */
    String[] manifest() {
        return new String(decrypt(StoredFiles.MANIFEST), StandardCharsets.UTF_8).split("\n");
    }

    /** Puts another manifest in, under the study's session key. */
    void putManifest(String... lines) {
        files.put(StoredFiles.MANIFEST, encrypt((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** A line's signature by somebody, as the manifest has it. */
    String signature(String line, Identity signer) {
        Bytes signature = world.harness.cipher().sign(line.getBytes(StandardCharsets.UTF_8), signer.keys());
        return Base64.getEncoder().encodeToString(signature.toByteArray());
    }

    /** Stores the files as they now are, and has the patient register their root. */
    ImageId register() {
        Attestation said = receipt.attestation();
        Cid root = files.write(world.harness.store());
        Attestation attestation = new Attestation(
                said.ledger(),
                said.patient(),
                said.correction(),
                root,
                said.statement(),
                said.keyCheck(),
                said.description(),
                said.radiologist(),
                said.radiologistCertificate(),
                said.date(),
                said.lastDay());
        Receipt hostile = new Receipt(
                attestation,
                world.radiologist.signer().sign(world.harness.ledger().attestationData(attestation)),
                receipt.patientCapsule());
        return world.pcim.patient(world.patient).createContract(hostile).id();
    }

    @Override
    public void close() {
        sessionKey.close();
    }

    /** What the client closes after its deposit stays open for us. */
    private record LeftOpen(StudyEncryptor sessionKey) implements StudyEncryptor {
        @Override
        public OutputStream encrypt(OutputStream message) {
            return sessionKey.encrypt(message);
        }

        @Override
        public KeyCapsule capsule() {
            return sessionKey.capsule();
        }

        @Override
        public Digest keyCheck(KeyCheck binding) {
            return sessionKey.keyCheck(binding);
        }

        @Override
        public void close() {}
    }
}
