package org.pcim.testkit.sequence;

import java.util.List;
import java.util.Locale;

/** Who takes part in a sequence. Each may do anything; the names say what they usually do. */
enum Person {
    OWNER,
    HOSPITAL_1,
    HOSPITAL_2,
    RADIOLOGIST_1,
    RADIOLOGIST_2,
    PATIENT_1,
    PATIENT_2,
    DOCTOR_1,
    DOCTOR_2,
    DOCTOR_3;

    static final List<Person> ALL = List.of(values());
    static final List<Person> HOSPITALS = List.of(HOSPITAL_1, HOSPITAL_2);
    static final List<Person> RADIOLOGISTS = List.of(RADIOLOGIST_1, RADIOLOGIST_2);
    static final List<Person> PATIENTS = List.of(PATIENT_1, PATIENT_2);
    static final List<Person> DOCTORS = List.of(DOCTOR_1, DOCTOR_2, DOCTOR_3);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
