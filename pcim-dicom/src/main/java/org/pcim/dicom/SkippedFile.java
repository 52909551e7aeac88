package org.pcim.dicom;

import java.nio.file.Path;

/**
 * A file or folder that a scan left out.
 *
 * @param path where it lies
 * @param unreadable whether it could not be read, so that an image may be missing; else it is known to be none
 * @param reason why, as one line: "it is not a DICOM file"
 */
public record SkippedFile(Path path, boolean unreadable, String reason) {

    static SkippedFile noImage(Path path, String reason) {
        return new SkippedFile(path, false, reason);
    }

    static SkippedFile unreadable(Path path, String reason) {
        return new SkippedFile(path, true, reason);
    }
}
