package org.pcim.examples.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.testkit.program.ProgramRun;
import org.pcim.testkit.program.TestProgram;

/** What dcmtk, a DICOM toolkit not ours, says to a series. */
class DcmtkIT {

    @TempDir
    private Path folder;

    @Test
    void dcmdumpReadsEachSliceWithoutAWarning() throws IOException {
        List<Path> files = new CtSeries().write(folder);
        ProgramRun run = run("dcmdump", files);
        assertEquals(List.of(), complaints(run));
        assertEquals(0, run.exitCode());
        assertEquals(
                files.size(),
                run.lines().stream()
                        .filter(line -> line.equals("# Dicom-Data-Set"))
                        .count());
    }

    @Test
    void dcmftestTakesEachSliceForAPart10File() throws IOException {
        List<Path> files = new CtSeries().write(folder);
        assertEquals(
                files.stream().map(file -> "yes: " + file).toList(),
                run("dcmftest", files).lines());
    }

    @Test
    void dcmdumpNoticesACutSlice() throws IOException {
        Path file = new CtSeries(1).write(folder).get(0);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertNotEquals(List.of(), complaints(run("dcmdump", List.of(file))));
    }

    private static ProgramRun run(String program, List<Path> files) {
        return TestProgram.ofDebian("dcmtk", program)
                .run(files.stream().map(Path::toString).toArray(String[]::new));
    }

    /** Lines that dcmtk logs as warning, error or fatal. */
    private static List<String> complaints(ProgramRun run) {
        return run.errors().lines().filter(line -> line.matches("[WEF]: .*")).toList();
    }
}
