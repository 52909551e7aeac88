package org.pcim.examples.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dcmtk, a DICOM toolkit not ours, says to a series. */
class DcmtkIT {

    @TempDir
    private Path folder;

    @Test
    void dcmdumpReadsEachSliceWithoutAWarning() throws IOException, InterruptedException {
        List<Path> files = new CtSeries().write(folder);
        Run run = run("dcmdump", files);
        assertEquals(List.of(), run.complaints());
        assertEquals(0, run.exitCode());
        assertEquals(
                files.size(),
                run.lines().stream()
                        .filter(line -> line.equals("# Dicom-Data-Set"))
                        .count());
    }

    @Test
    void dcmftestTakesEachSliceForAPart10File() throws IOException, InterruptedException {
        List<Path> files = new CtSeries().write(folder);
        assertEquals(
                files.stream().map(file -> "yes: " + file).toList(),
                run("dcmftest", files).lines());
    }

    @Test
    void dcmdumpNoticesACutSlice() throws IOException, InterruptedException {
        Path file = new CtSeries(1).write(folder).get(0);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertNotEquals(List.of(), run("dcmdump", List.of(file)).complaints());
    }

    private Run run(String program, List<Path> files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        files.forEach(file -> command.add(file.toString()));
        Path output = folder.resolve("output.txt");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            return fail("install dcmtk (" + program + " cannot be run)", e);
        }
        int exitCode = process.waitFor();
        try (Stream<String> lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
            return new Run(exitCode, lines.toList());
        }
    }

    private record Run(int exitCode, List<String> lines) {

        /** Lines that dcmtk logs as warning, error or fatal. */
        List<String> complaints() {
            return lines.stream().filter(line -> line.matches("[WEF]: .*")).toList();
        }
    }
}
