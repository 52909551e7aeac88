package org.pcim.testkit;

import java.nio.charset.StandardCharsets;
import org.pcim.PatientView;
import org.pcim.PcimClient;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.model.Attestation;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.study.Study;
import org.pcim.study.StudyCorrection;

/**
 * A deposited study, or a correction of one, in the hands of somebody who kept its session key, can write to the store, and
 * has the radiologist attest to whatever root comes of it.
 */
final class HostileStudy extends HostileContent {

    final Receipt receipt;

    private final StudyEncryptor sessionKey;

    private HostileStudy(ClientWorld world, Receipt receipt, StudyEncryptor sessionKey) {
        super(
                world,
                StoredFiles.read(world.harness.store(), receipt.attestation().root()),
                sessionKey);
        this.receipt = receipt;
        this.sessionKey = sessionKey;
    }

    /** Deposits a study as the radiologist does, and keeps its session key. */
    static HostileStudy deposit(ClientWorld world, Study study) {
        KeepingCipher cipher = new KeepingCipher(world);
        try (PcimClient pcim = cipher.client()) {
            Receipt receipt = pcim.radiologist(world.radiologist)
                    .deposit(study, world.patient.address(), ClientWorld.CT_CHEST, ClientWorld.TEXT, Progress.none());
            return new HostileStudy(world, receipt, cipher.sessionKey());
        }
    }

    /** Corrects an image as the radiologist does, and keeps the session key of the correction. */
    static HostileStudy correct(ClientWorld world, ImageId image, StudyCorrection correction) {
        KeepingCipher cipher = new KeepingCipher(world);
        try (PcimClient pcim = cipher.client()) {
            Receipt receipt = pcim.radiologist(world.radiologist)
                    .correct(image, correction, ClientWorld.CT_CHEST, ClientWorld.TEXT, Progress.none());
            return new HostileStudy(world, receipt, cipher.sessionKey());
        }
    }

    @Override
    StudyDecryptor decryptor() {
        Attestation attestation = receipt.attestation();
        return world.harness
                .cipher()
                .open(receipt.patientCapsule(), world.patient.keys(), binding(attestation), attestation.keyCheck());
    }

    /** Stores the files as they now are, and has the patient register their root. */
    ImageId register() {
        return register(receipt.attestation());
    }

    /** As {@link #register()}, with another statement, which the radiologist attests to instead. */
    ImageId register(String statement) {
        Attestation stated = ChangedAttestation.of(receipt.attestation())
                .statement(Digest.sha256(statement.getBytes(StandardCharsets.UTF_8)))
                .toAttestation();
        return register(ChangedAttestation.of(stated)
                .keyCheck(sessionKey.keyCheck(binding(stated)))
                .toAttestation());
    }

    private ImageId register(Attestation said) {
        Attestation attestation = ChangedAttestation.of(said)
                .root(files.write(world.harness.store()))
                .toAttestation();
        Receipt hostile = new Receipt(
                attestation,
                world.radiologist.signer().sign(world.harness.ledger().attestationData(attestation)),
                receipt.patientCapsule());
        PatientView patient = world.pcim.patient(world.patient);
        return (said.correction() == null ? patient.createContract(hostile) : patient.addCorrection(hostile)).id();
    }

    private static KeyCheck binding(Attestation attestation) {
        return new KeyCheck(
                attestation.statement(),
                attestation.ledger(),
                attestation.patient(),
                attestation.radiologist(),
                attestation.version());
    }
}
