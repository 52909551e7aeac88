package org.pcim.dicom;

import java.nio.file.Path;

/**
 * A file or folder that a scan left out.
 *
 * @param path where it lies
 * @param reason why, as one line: "it is not a DICOM file"
 */
public record SkippedFile(Path path, String reason) {}
