package org.pcim.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.examples.quickstart.QuickstartRun.assertSameFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart over the 94 DICOM files of Debian's python3-pydicom. */
class PydicomFilesIT {

    private static final Path DATA = Path.of("/usr/lib/python3/dist-packages/pydicom/data");

    @TempDir
    private Path folder;

    @Test
    void everyFileComesBackByteForByte() throws IOException {
        assertTrue(Files.isDirectory(DATA), "install python3-pydicom (apt-get install python3-pydicom)");
        Path input = folder.resolve("input");
        List<Path> images;
        try (Stream<Path> files = Files.walk(DATA)) {
            images = files.filter(file -> file.toString().endsWith(".dcm")).toList();
        }
        assertEquals(94, images.size());
        for (Path image : images) {
            Path copy = input.resolve(DATA.relativize(image));
            Files.createDirectories(copy.getParent());
            Files.copy(image, copy);
        }
        Path work = folder.resolve("work");
        QuickstartRun.of(input, "--work", work).succeeds();
        assertSameFiles(input, work.resolve("retrieved/requester1"));
        try (Stream<Path> retrieved = Files.list(work.resolve("retrieved"))) {
            assertEquals(1, retrieved.count());
        }
    }
}
