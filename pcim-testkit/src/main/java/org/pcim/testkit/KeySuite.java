package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whether keys are published, and fit. */
abstract class KeySuite extends PatientSuite {

    @Test
    void storeLedgerAndKeysFitTogether() {
        assertTrue(world.pcim.check(world.patient, world.doctor).allGood());
        assertFalse(world.pcim.check(world.harness.newPatient()).allGood());
    }

    @Test
    void aPublishedKeyIsNotPublishedAgain() {
        assertEquals(1, patient.publishKey().sequence());
        assertEquals(1, world.harness.ledger().certificates(patient.address()).size());
    }
}
