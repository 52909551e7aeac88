package org.pcim.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.pcim.study.FileInstance;

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

    private static final String MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";

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
        for (FileTree.Entry file : tree.files()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancelledException("scan folder", folder.toString());
            }
            try {
                add(file, groups);
            } catch (NotDicomException e) {
                skipped.add(SkippedFile.noImage(file.path(), e.reason()));
            } catch (IOException e) {
                skipped.add(SkippedFile.unreadable(file.path(), FileTree.UNREADABLE));
            }
        }
        skipped.sort(Comparator.comparing(SkippedFile::path));
        return new DicomFolder(groups.values().stream().map(StudyGroup::toStudy).toList(), skipped);
    }

    private static void add(FileTree.Entry file, Map<Object, StudyGroup> groups) throws IOException {
        DicomHeader header = DicomHeader.read(file.path(), file.size());
        if (isIndex(file, header)) {
            throw new NotDicomException("it is a DICOMDIR, an index of other files");
        }
        String study = header.studyInstanceUid();
        FileInstance instance = new FileInstance(file.name(), file.path(), file.size(), header.sopInstanceUid());
        groups.computeIfAbsent(study == null ? file : study, key -> new StudyGroup(study))
                .add(instance, header);
    }

    private static boolean isIndex(FileTree.Entry file, DicomHeader header) {
        return MEDIA_STORAGE_DIRECTORY.equals(header.sopClassUid())
                && !file.name().toLowerCase(Locale.ROOT).endsWith(".dcm");
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
