package org.pcim.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call holds in memory does not grow with the number of processors. */
class SmallHeapIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {16, 64})
    void aStudyGoesThroughAHeapOf64MiBHoweverManyProcessorsThereAre(int processors)
            throws IOException, InterruptedException {
        HospitalFolder.make(folder);
        List<String> command = JavaProcess.command(
                SmallHeapProcess.class,
                List.of(
                        "-Xmx64m",
                        "-XX:ActiveProcessorCount=" + processors,
                        "-XX:+UseG1GC",
                        "-Djava.io.tmpdir=" + folder),
                folder.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
