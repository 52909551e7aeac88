package org.pcim.testkit;

import org.junit.jupiter.api.BeforeEach;
import org.pcim.PatientView;
import org.pcim.RequesterView;
import org.pcim.study.Study;

/** Tests with a patient and a doctor. */
abstract class PatientSuite extends ClientContract {

    final Study study = ClientWorld.study(200_000, 100);

    @SuppressWarnings("NullAway.Init")
    PatientView patient;

    @SuppressWarnings("NullAway.Init")
    RequesterView doctor;

    @BeforeEach
    void open() {
        patient = world.pcim.patient(world.patient);
        doctor = world.pcim.requester(world.doctor);
    }
}
