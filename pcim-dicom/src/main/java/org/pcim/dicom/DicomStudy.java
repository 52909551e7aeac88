package org.pcim.dicom;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.model.ImageDescription;
import org.pcim.study.FileInstance;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Study;

/**
 * The files of a folder that belong to one study.
 *
 * @param studyInstanceUid Study Instance UID (0020,000D); null for a single file that states none
 * @param description modality and body part; either is null where no file states it as a valid code, where files differ,
 *     and where the {@link org.pcim.study.PhiGuard} would not let it out
 * @param patients whom the files are of: more than one where they contradict each other
 * @param instances the files in the order of their names, which are their paths below the folder, with {@code /}
 * @param identifyingValues what identifies the patient in any of the files
 */
public record DicomStudy(
        @Nullable String studyInstanceUid,
        ImageDescription description,
        Set<PatientKey> patients,
        List<FileInstance> instances,
        IdentifyingValues identifyingValues) {

    /** Copies the collections. */
    public DicomStudy {
        patients = Set.copyOf(patients);
        instances = List.copyOf(instances);
    }

    /**
     * What a radiologist deposits.
     *
     * @throws InputException if a file has a name that {@link org.pcim.study.InstanceNames} refuses
     */
    public Study toStudy() {
        return new Study(List.copyOf(instances), identifyingValues);
    }

    /** The number of files, and nothing that identifies the patient. */
    @Override
    public String toString() {
        return "study of " + instances.size() + " DICOM files";
    }
}
