package org.pcim.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;

/**
 * The DICOM files below a folder, by study.
 *
 * <p>Every DICOM file belongs to exactly one study: those with the same Study Instance UID to one, each file without it
 * to one of its own, since nothing says that it belongs to another and what is one study is shared as a whole. Links are
 * not followed. Left out, with a reason each, are links, what cannot be read, what is not DICOM, and DICOMDIRs: files of
 * Media Storage Directory Storage, an index of a medium. One that is named {@code .dcm} is no index of the medium that it
 * lies on, and is taken.
 *
 * @param studies in the order of their first files' names
 * @param skipped what was left out, in the order of the paths
 */
public record DicomFolder(List<DicomStudy> studies, List<SkippedFile> skipped) {

    /** So many headers are read on all processors, before they are sorted into studies. */
    private static final int BATCH = 256;

    /** Copies the lists. */
    public DicomFolder {
        studies = List.copyOf(studies);
        skipped = List.copyOf(skipped);
    }

    /**
     * Reads the headers of all files below a folder.
     *
     * @throws InputException if it is not a folder, or cannot be listed
     * @throws CancelledException if the thread is interrupted
     */
    public static DicomFolder scan(Path folder) {
        FileTree tree;
        try {
            tree = FileTree.of(folder);
        } catch (IOException e) {
            throw new InputException(
                    "scan folder", folder.toString(), "it cannot be listed; check that it exists and is readable", e);
        }
        List<SkippedFile> skipped = new ArrayList<>(tree.skipped());
        Map<Object, StudyGroup> groups = new LinkedHashMap<>();
        List<FileTree.Entry> files = tree.files();
        for (int first = 0; first < files.size(); first += BATCH) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancelledException("scan folder", folder.toString());
            }
            files.subList(first, Math.min(files.size(), first + BATCH)).parallelStream()
                    .map(ScannedFile::read)
                    .forEachOrdered(file -> file.addTo(groups, skipped));
        }
        skipped.sort(Comparator.comparing(SkippedFile::path));
        return new DicomFolder(groups.values().stream().map(StudyGroup::toStudy).toList(), skipped);
    }

    /** Whom the files name; one file that leaves out the id or writes the name otherwise counts as one more. */
    public Set<PatientKey> patients() {
        Set<PatientKey> patients = new LinkedHashSet<>();
        studies.forEach(study -> patients.addAll(study.patients()));
        patients.remove(new PatientKey(null, null));
        return patients;
    }

    /** How much was found. */
    @Override
    public String toString() {
        return studies.size() + " studies, " + skipped.size() + " files left out";
    }
}
