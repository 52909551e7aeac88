package org.pcim.examples.quickstart;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.dicom.DicomFolder;
import org.pcim.dicom.DicomStudy;
import org.pcim.dicom.SkippedFile;
import org.pcim.error.InputException;
import org.pcim.examples.phantom.CtSeries;

/**
 * The DICOM files that the demonstration is about.
 *
 * @param folder where they lie
 * @param studies the studies they form
 */
record InputFiles(Path folder, List<DicomStudy> studies) {

    private static final int MAX_SHOWN = 5;

    /** Finds the studies in a folder, or makes a phantom's CT series if there is none. */
    static InputFiles find(@Nullable Path folder, WorkFolder work, Screen screen) {
        Path input = folder == null ? work.phantom() : folder;
        if (folder == null) {
            new CtSeries().write(input);
            screen.say("a CT series of a Shepp-Logan phantom, made in " + input);
        }
        DicomFolder found = DicomFolder.scan(input);
        if (found.studies().isEmpty()) {
            throw new InputException("find DICOM files in", input.toString(), "there are none; name another folder");
        }
        long files = found.studies().stream()
                .mapToLong(study -> study.instances().size())
                .sum();
        screen.say(files + " DICOM files in " + found.studies().size() + " "
                + (found.studies().size() == 1 ? "study" : "studies"));
        tellWhatIsLeftOut(found.skipped(), screen);
        int patients = found.patients().size();
        if (patients > 1) {
            screen.say("they name " + patients + " patients; this demonstration has one wallet, and treats all as its");
        }
        return new InputFiles(input, found.studies());
    }

    /** All that could not be read, since an image may be missing, and some of what is no image. */
    private static void tellWhatIsLeftOut(List<SkippedFile> skipped, Screen screen) {
        skipped.stream()
                .filter(SkippedFile::unreadable)
                .forEach(file -> screen.say("NOT READ: " + file.path() + " (" + file.reason() + ")"));
        List<SkippedFile> others =
                skipped.stream().filter(file -> !file.unreadable()).toList();
        others.stream()
                .limit(MAX_SHOWN)
                .forEach(file -> screen.say("left out: " + file.path() + " (" + file.reason() + ")"));
        if (others.size() > MAX_SHOWN) {
            screen.say("left out: " + (others.size() - MAX_SHOWN) + " more files that are not DICOM images");
        }
    }
}
