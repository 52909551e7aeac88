package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pcim.testkit.ClientWorld.assertRefused;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pcim.error.InputException;
import org.pcim.error.Refusal;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Cid;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.study.Instance;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;
import org.pcim.study.StudyCorrection;

/** What a radiologist corrects. */
abstract class CorrectionSuite extends VersionedImageSuite {

    @Test
    void correctionReplacesAddsAndWithdraws() {
        approve(doctor, 30);
        Study changed = renamed(ClientWorld.study(50, 70_000), FIRST, "added/late.dcm");

        Receipt receipt = correct(new StudyCorrection(changed, Set.of(SECOND)));
        ImageRecord corrected = patient.addCorrection(Receipt.fromJson(receipt.toJson()));

        assertEquals(2, corrected.version());
        assertEquals(image, corrected.id());
        Study expected = new Study(
                List.of(
                        study.instances().get(2),
                        changed.instances().get(0),
                        changed.instances().get(1)),
                study.identifyingValues());
        assertRetrieved(expected, patient.retrieve(image, folder.resolve("patient"), Progress.none()));
        RetrievedStudy retrieved = doctor.retrieve(image, folder.resolve("doctor"));
        assertRetrieved(expected, retrieved);
        assertEquals(2, retrieved.version());
        assertEquals("Corrected", retrieved.description());
        assertRetrieved(expected, radiologistAsRequester().retrieve(image, folder.resolve("radiologist")));
    }

    @Test
    void keptInstancesAreLinkedAndNotStoredAgain() {
        Map<String, Cid> before = messages();
        patient.addCorrection(correct(StudyCorrection.withdrawing(SECOND)));
        Map<String, Cid> after = messages();
        assertEquals(2, after.size());
        assertEquals(before.get("part-00000/000000.pgp"), after.get("part-00000/000000.pgp"));
        assertEquals(before.get("part-00000/000002.pgp"), after.get("part-00000/000001.pgp"));
    }

    @Test
    void correctionOfACorrectionKeepsWhatWasKept() {
        patient.addCorrection(correct(StudyCorrection.withdrawing(SECOND)));
        patient.addCorrection(correct(StudyCorrection.of(renamed(ClientWorld.study(5), SECOND))));
        approve(doctor, 3);
        assertEquals(
                3, doctor.retrieve(image, folder.resolve("doctor")).instances().size());
    }

    @Test
    void keyOfALaterVersionOpensNothingThatItWithdrew() throws IOException {
        byte[] withdrawn = secondMessage();
        patient.addCorrection(correct(StudyCorrection.withdrawing(SECOND)));
        assertCannotOpen(withdrawn);
    }

    @Test
    void correctionChangesSomethingAndLeavesSomething() {
        assertThrows(InputException.class, () -> new StudyCorrection(null, Set.of()));
        assertThrows(InputException.class, () -> correct(StudyCorrection.withdrawing("unknown.dcm")));
        String[] all = study.instances().stream().map(Instance::name).toArray(String[]::new);
        assertThrows(InputException.class, () -> correct(StudyCorrection.withdrawing(all)));
    }

    @Test
    void onlyAnApprovedRadiologistCorrects() {
        approve(doctor, 1);
        assertRefused(
                Refusal.NOT_RADIOLOGIST,
                () -> world.pcim
                        .radiologist(world.doctor)
                        .correct(
                                image, StudyCorrection.withdrawing(SECOND), ClientWorld.CT_CHEST, "", Progress.none()));
        patient.remove(image, radiologist.address(), "Thank you");
        assertRefused(Refusal.NOT_APPROVED, () -> correct(StudyCorrection.withdrawing(SECOND)));
    }

    /** The study's instances under other names. */
    private static Study renamed(Study study, String... names) {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            instances.add(new Renamed(names[i], study.instances().get(i)));
        }
        return new Study(instances, study.identifyingValues());
    }

    private record Renamed(String name, Instance of) implements Instance {
        @Override
        public long size() {
            return of.size();
        }

        @Override
        public @Nullable String sopInstanceUid() {
            return of.sopInstanceUid();
        }

        @Override
        public InputStream open() throws IOException {
            return of.open();
        }
    }
}
