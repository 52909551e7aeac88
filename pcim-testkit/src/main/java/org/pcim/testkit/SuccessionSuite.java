package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.store.PinStatus;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.StudyCorrection;

/** How versions follow on each other. */
abstract class SuccessionSuite extends VersionedImageSuite {

    @Test
    void versionsOfBothKindsFollowOnEachOther() {
        patient.rotate(image, Set.of());
        patient.addCorrection(correct(StudyCorrection.withdrawing(SECOND)));
        patient.rotate(image, Set.of());
        approve(doctor, 3);
        RetrievedStudy retrieved = doctor.retrieve(image, folder.resolve("doctor"));
        assertEquals(4, retrieved.version());
        assertEquals("Corrected", retrieved.description());
        assertEquals(2, retrieved.instances().size());
    }

    @Test
    void earlierVersionIsNoLongerPinned() {
        Cid first = record().root();
        patient.addCorrection(correct(StudyCorrection.withdrawing(SECOND)));
        assertEquals(PinStatus.NOT_PINNED, status(first));
        Cid second = record().root();
        patient.rotate(image, Set.of());
        assertEquals(PinStatus.NOT_PINNED, status(second));
        assertEquals(PinStatus.PINNED, status(record().root()));
    }

    @Test
    void studyOfManyFoldersIsCorrectedAndRotated() {
        int[] sizes = new int[1001];
        Arrays.setAll(sizes, i -> i % 50);
        ImageId many = world.register(ClientWorld.study(sizes));
        patient.approve(radiologistAsRequester().requestAccess(many, ""), world.days(1));
        Receipt receipt = radiologist.correct(
                many, StudyCorrection.withdrawing(FIRST, SECOND), ClientWorld.CT_CHEST, "", Progress.none());
        patient.addCorrection(receipt);
        patient.rotate(many, Set.of());
        assertEquals(
                999,
                patient.retrieve(many, folder.resolve("many"), Progress.none())
                        .instances()
                        .size());
    }
}
