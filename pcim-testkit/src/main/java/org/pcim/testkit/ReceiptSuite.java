package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRefused;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcim.Identity;
import org.pcim.OwnImage;
import org.pcim.error.CipherException;
import org.pcim.error.PcimException;
import org.pcim.error.Refusal;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Receipt;

/** What a receipt is good for. */
abstract class ReceiptSuite extends PatientSuite {

    @Test
    void aReceiptIsReadBackFromItsJson() {
        Receipt receipt = world.deposit(study);
        assertEquals(receipt, Receipt.fromJson(receipt.toJson()));
    }

    @Test
    void aReceiptWithAnyOtherByteIsRefused() {
        byte[] json = world.deposit(study).toJson();
        for (int i = 0; i < json.length; i++) {
            byte[] changed = json.clone();
            changed[i] ^= 1;
            if (!new String(changed, StandardCharsets.ISO_8859_1)
                    .replaceAll("\\s", "")
                    .equals(new String(json, StandardCharsets.ISO_8859_1).replaceAll("\\s", ""))) {
                int at = i;
                assertThrows(
                        PcimException.class,
                        () -> patient.createContract(Receipt.fromJson(changed)),
                        () -> "byte " + at + " of " + new String(changed, StandardCharsets.ISO_8859_1));
            }
        }
        assertTrue(patient.images().isEmpty());
    }

    @Test
    void registeringTheSameReceiptAgainChangesNothing() {
        Receipt receipt = world.deposit(study);
        ImageRecord image = patient.createContract(receipt);
        assertEquals(image, patient.createContract(receipt));
        assertEquals(
                List.of(image), patient.images().stream().map(OwnImage::record).toList());
        assertEquals(1, patient.history(image.id()).size());
    }

    @Test
    void aReceiptIsForItsPatientOnly() {
        Receipt receipt = world.deposit(study);
        Identity other = world.harness.newPatient();
        world.pcim.patient(other).publishKey();
        assertRefused(Refusal.NOT_PATIENT, () -> world.pcim.patient(other).createContract(receipt));
    }

    @Test
    void theKeyOfAnotherStudyInAReceiptIsRefused() {
        Receipt mine = world.deposit(study);
        Receipt other = world.deposit(ClientWorld.study(5));
        assertThrows(
                CipherException.class,
                () -> patient.createContract(
                        new Receipt(mine.attestation(), mine.attestationSignature(), other.patientCapsule())));
    }

    @Test
    void anAttestationThatSomebodyElseSignedIsRefused() {
        Receipt receipt = world.deposit(study);
        assertRefused(
                Refusal.BAD_ATTESTATION,
                () -> patient.createContract(new Receipt(
                        receipt.attestation(),
                        world.doctor.signer().sign(world.harness.ledger().attestationData(receipt.attestation())),
                        receipt.patientCapsule())));
    }
}
