package org.pcim.dicom;

import org.jspecify.annotations.Nullable;

/**
 * Tells patients apart as files do: by their id and name.
 *
 * @param patientId Patient ID (0010,0020), or null
 * @param patientName Patient's Name (0010,0010) as it is written, or null
 */
public record PatientKey(
        @Nullable String patientId, @Nullable String patientName) {

    /** Shows neither. */
    @Override
    public String toString() {
        return "a patient";
    }
}
