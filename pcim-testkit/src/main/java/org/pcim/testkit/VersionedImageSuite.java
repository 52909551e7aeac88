package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.pcim.PatientView;
import org.pcim.RadiologistView;
import org.pcim.RequesterView;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.content.UnixFsReader;
import org.pcim.error.CipherException;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.store.BlockReader;
import org.pcim.store.PinStatus;
import org.pcim.study.Study;
import org.pcim.study.StudyCorrection;

/** Tests of later versions of an image, which a radiologist may correct. */
abstract class VersionedImageSuite extends ClientContract {

    static final String FIRST = "series 1/IM0000.dcm";

    static final String SECOND = "series 1/IM0001.dcm";

    /** One message of several blocks, one of one block, one that is empty. */
    final Study study = ClientWorld.study(3_000_000, 100, 0);

    @SuppressWarnings("NullAway.Init")
    PatientView patient;

    @SuppressWarnings("NullAway.Init")
    RadiologistView radiologist;

    @SuppressWarnings("NullAway.Init")
    RequesterView doctor;

    @SuppressWarnings("NullAway.Init")
    ImageId image;

    @BeforeEach
    void open() {
        patient = world.pcim.patient(world.patient);
        radiologist = world.pcim.radiologist(world.radiologist);
        doctor = world.pcim.requester(world.doctor);
        image = world.register(study);
        approve(radiologistAsRequester(), 30);
    }

    Receipt correct(StudyCorrection correction) {
        return radiologist.correct(image, correction, ClientWorld.CT_CHEST, "Corrected", Progress.none());
    }

    void approve(RequesterView requester, int days) {
        patient.approve(requester.requestAccess(image, ""), world.days(days));
    }

    RequesterView radiologistAsRequester() {
        return world.pcim.requester(world.radiologist);
    }

    ImageRecord record() {
        return world.harness.ledger().image(image).orElseThrow();
    }

    PinStatus status(Cid root) {
        return world.harness.store().status(root);
    }

    /** The instances' messages of the current version, by their paths. */
    Map<String, Cid> messages() {
        Map<String, Cid> messages = new HashMap<>();
        Cid root = record().root();
        try (BlockReader blocks = world.harness.store().read(root)) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            Map<String, Cid> entries = new HashMap<>(content.directory(root));
            entries.remove("manifest.pgp");
            entries.forEach((name, cid) ->
                    content.directory(cid).forEach((file, message) -> messages.put(name + "/" + file, message)));
        }
        assertNotEquals(0, messages.size());
        return messages;
    }

    byte[] secondMessage() throws IOException {
        Cid cid = Objects.requireNonNull(messages().get("part-00000/000001.pgp"));
        try (BlockReader blocks = world.harness.store().read(record().root());
                InputStream message = new UnixFsReader(blocks::get).file(cid)) {
            return message.readAllBytes();
        }
    }

    /** The patient's newest capsule does not open this message. */
    void assertCannotOpen(byte[] message) throws IOException {
        ImageRecord current = record();
        Attestation attestation = current.attestation();
        KeyCapsule own =
                world.harness.ledger().capsule(image, patient.address()).orElseThrow();
        KeyCheck binding = new KeyCheck(
                attestation.statement(), attestation.ledger(), patient.address(), current.author(), current.version());
        try (StudyDecryptor decryptor =
                world.harness.cipher().open(own, world.patient.keys(), binding, current.keyCheck())) {
            assertThrows(
                    CipherException.class,
                    () -> decryptor.decrypt(new ByteArrayInputStream(message)).readAllBytes());
        }
    }
}
