package org.pcim.dicom;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcim.study.FileInstance;

/** A file of a folder, with its header, or why it is left out. */
record ScannedFile(
        FileTree.Entry file,
        @Nullable DicomHeader header,
        @Nullable SkippedFile skipped) {

    private static final String MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";

    /** Reads the header. */
    static ScannedFile read(FileTree.Entry file) {
        try {
            DicomHeader header = DicomHeader.read(file.path(), file.size());
            if (isIndex(file, header)) {
                throw new NotDicomException("it is a DICOMDIR, an index of other files");
            }
            return new ScannedFile(file, header, null);
        } catch (NotDicomException e) {
            return new ScannedFile(file, null, SkippedFile.noImage(file.path(), e.reason()));
        } catch (IOException e) {
            return new ScannedFile(file, null, SkippedFile.unreadable(file.path(), FileTree.UNREADABLE));
        }
    }

    /** Adds it to its study, or to what is left out. */
    void addTo(Map<Object, StudyGroup> groups, List<SkippedFile> leftOut) {
        if (skipped != null) {
            leftOut.add(skipped);
        }
        if (header != null) {
            String study = header.studyInstanceUid();
            FileInstance instance = new FileInstance(file.name(), file.path(), file.size(), header.sopInstanceUid());
            groups.computeIfAbsent(study == null ? file : study, key -> new StudyGroup(study))
                    .add(instance, header);
        }
    }

    private static boolean isIndex(FileTree.Entry file, DicomHeader header) {
        return MEDIA_STORAGE_DIRECTORY.equals(header.sopClassUid())
                && !file.name().toLowerCase(Locale.ROOT).endsWith(".dcm");
    }
}
