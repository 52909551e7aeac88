package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.pcim.testkit.ClientWorld.assertRefused;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pcim.PatientView;
import org.pcim.PcimClient;
import org.pcim.RequesterView;
import org.pcim.error.Refusal;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Cid;
import org.pcim.model.Progress;
import org.pcim.store.PinStatus;
import org.pcim.study.RetrievedStudy;

/** What the patient rotates. */
abstract class RotationSuite extends VersionedImageSuite {

    @Test
    void rotationKeepsSomeAndEndsWhatOthersCanOpen() throws IOException {
        approve(doctor, 30);
        RequesterView researcher = world.pcim.requester(world.researcher);
        approve(researcher, 30);
        Map<String, Cid> before = messages();

        ImageRecord rotated = patient.rotate(image, Set.of(researcher.address()));

        assertEquals(2, rotated.version());
        assertEquals(patient.address(), rotated.author());
        for (Cid message : messages().values()) {
            assertFalse(before.containsValue(message), "every message is encrypted anew");
        }
        assertRetrieved(study, patient.retrieve(image, folder.resolve("patient"), Progress.none()));
        RetrievedStudy retrieved = doctor.retrieve(image, folder.resolve("doctor"));
        assertRetrieved(study, retrieved);
        assertEquals(radiologist.address(), retrieved.radiologist());
        assertEquals(ClientWorld.TEXT, retrieved.description());
        assertEquals(
                AccessStatus.REMOVED,
                patient.access(image, researcher.address()).status());
        assertRefused(Refusal.NOT_APPROVED, () -> researcher.retrieve(image, folder.resolve("removed")));
    }

    @Test
    void newSessionKeyOpensNoOldMessage() throws IOException {
        byte[] old = secondMessage();
        patient.rotate(image, Set.of());
        assertCannotOpen(old);
    }

    @Test
    void rotatedImageIsSignedByTheCertificateThatRotated() {
        patient.rotate(image, Set.of());
        world.harness.advance(Duration.ofDays(1));
        approve(doctor, 3);
        assertRetrieved(study, doctor.retrieve(image, folder.resolve("doctor")));
    }

    @Test
    void whoRetrievesMeanwhileGetsWhatFollows() {
        approve(doctor, 30);
        for (String call : List.of("access", "capsule")) {
            int before = record().version();
            try (PcimClient late =
                    world.client(Meanwhile.on(world.harness.ledger(), call, () -> patient.rotate(image, Set.of())))) {
                RetrievedStudy retrieved = late.requester(world.doctor).retrieve(image, folder.resolve(call));
                assertRetrieved(study, retrieved);
                assertEquals(before + 1, retrieved.version());
            }
        }
    }

    @Test
    void onlyThePatientRotates() {
        PatientView other = world.pcim.patient(world.doctor);
        assertRefused(Refusal.NOT_PATIENT, () -> other.rotate(image, Set.of()));
    }

    @Test
    void refusedRotationLeavesNothingInTheStore() {
        List<Cid> before = List.of(record().root());
        Address stranger = world.doctor.address();
        assertRefused(Refusal.NOT_APPROVED, () -> patient.rotate(image, Set.of(stranger)));
        assertEquals(before, List.of(record().root()));
        assertEquals(PinStatus.PINNED, status(record().root()));
        assertRetrieved(study, patient.retrieve(image, folder.resolve("own"), Progress.none()));
    }

    @Test
    void rotationTellsItsProgress() {
        List<Long> done = new ArrayList<>();
        patient.rotate(image, Set.of(), (part, whole) -> {
            assertEquals(study.size(), whole);
            done.add(part);
        });
        assertEquals(study.size(), done.get(done.size() - 1));
    }
}
