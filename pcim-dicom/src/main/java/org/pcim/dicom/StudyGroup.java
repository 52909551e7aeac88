package org.pcim.dicom;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.model.ImageDescription;
import org.pcim.study.FileInstance;
import org.pcim.study.IdentifyingValues;

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
        ImageDescription description = new ImageDescription(
                common(modalities, code -> new ImageDescription(code, null)).modality(),
                common(bodyParts, code -> new ImageDescription(null, code)).bodyPart());
        IdentifyingValues values = new IdentifyingValues(personNames, dates, identifiers);
        return new DicomStudy(studyInstanceUid, description, patients, instances, values);
    }

    /** What the one code that is stated describes, if it is valid. */
    private static ImageDescription common(Set<String> codes, Function<String, ImageDescription> description) {
        if (codes.size() != 1) {
            return ImageDescription.none();
        }
        try {
            return description.apply(codes.iterator().next());
        } catch (InputException e) {
            // Not a code string: it says nothing that could be published.
            return ImageDescription.none();
        }
    }
}
