package org.pcim.dicom;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.model.ImageDescription;
import org.pcim.study.FileInstance;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.PhiGuard;

/** A study while its files are found. */
final class StudyGroup {

    private final @Nullable String studyInstanceUid;
    private final List<FileInstance> instances = new ArrayList<>();
    private final Set<PatientKey> patients = new LinkedHashSet<>();
    private final Set<String> modalities = new LinkedHashSet<>();
    private final Set<String> bodyParts = new LinkedHashSet<>();
    private final Set<String> personNames = new LinkedHashSet<>();
    private final Set<String> dates = new LinkedHashSet<>();
    private final Set<String> identifiers = new LinkedHashSet<>();

    StudyGroup(@Nullable String studyInstanceUid) {
        this.studyInstanceUid = studyInstanceUid;
    }

    void add(FileInstance instance, DicomHeader header) {
        instances.add(instance);
        patients.add(header.patient());
        addStated(modalities, header.modality());
        addStated(bodyParts, header.bodyPartExamined());
        IdentifyingValues values = header.identifyingValues();
        personNames.addAll(values.personNames());
        dates.addAll(values.dates());
        identifiers.addAll(values.identifiers());
    }

    private static void addStated(Set<String> codes, @Nullable String code) {
        if (code != null) {
            codes.add(code);
        }
    }

    DicomStudy toStudy() {
        IdentifyingValues values = new IdentifyingValues(personNames, dates, identifiers);
        PhiGuard guard = new PhiGuard(values);
        ImageDescription description =
                new ImageDescription(publishable(modalities, guard), publishable(bodyParts, guard));
        return new DicomStudy(studyInstanceUid, description, patients, instances, values);
    }

    /** The one code that is stated, unless it is none, or one that identifies the patient. */
    private static @Nullable String publishable(Set<String> codes, PhiGuard guard) {
        if (codes.size() != 1) {
            return null;
        }
        String code = codes.iterator().next();
        return ImageDescription.isCode(code) && guard.allowsCode(code) ? code : null;
    }
}
