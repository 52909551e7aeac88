package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pcim.testkit.ClientWorld.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pcim.error.InputException;
import org.pcim.error.PcimException;
import org.pcim.error.Refusal;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.ImageId;
import org.pcim.model.Receipt;
import org.pcim.study.StudyCorrection;

/** What a receipt for a correction is good for. */
abstract class CorrectionReceiptSuite extends VersionedImageSuite {

    @Test
    void addingTheSameCorrectionAgainChangesNothing() {
        Receipt receipt = correct(StudyCorrection.withdrawing(SECOND));
        ImageRecord corrected = patient.addCorrection(receipt);
        int events = patient.history(image).size();
        assertEquals(corrected, patient.addCorrection(receipt));
        assertEquals(events, patient.history(image).size());
    }

    @Test
    void receiptsOfTheOtherKindAreRefused() {
        Receipt first = world.deposit(study);
        Receipt correction = correct(StudyCorrection.withdrawing(SECOND));
        assertThrows(InputException.class, () -> patient.addCorrection(first));
        assertThrows(InputException.class, () -> patient.createContract(correction));
    }

    @Test
    void firstReceiptStillRegistersNothingNew() {
        Receipt receipt = world.deposit(study);
        ImageId other = patient.createContract(receipt).id();
        patient.rotate(other, Set.of());
        assertEquals(2, patient.createContract(receipt).version());
    }

    @Test
    void correctionOfAVersionThatIsNoLongerCurrentIsRefused() {
        Receipt receipt = correct(StudyCorrection.withdrawing(SECOND));
        patient.rotate(image, Set.of());
        assertRefused(Refusal.NOT_CURRENT_VERSION, () -> patient.addCorrection(receipt));
        assertEquals(2, record().version());
    }

    @Test
    void anyOtherByteInACorrectionsReceiptIsRefused() {
        byte[] json = correct(StudyCorrection.withdrawing(SECOND)).toJson();
        for (String field : List.of(
                "\"version\" : 2", record().root().toString(), image.digest().toHex())) {
            byte[] changed = json.clone();
            int at = new String(json, StandardCharsets.US_ASCII).indexOf(field) + field.length() - 1;
            changed[at] ^= 1;
            assertThrows(PcimException.class, () -> patient.addCorrection(Receipt.fromJson(changed)));
        }
        assertEquals(1, record().version());
    }
}
