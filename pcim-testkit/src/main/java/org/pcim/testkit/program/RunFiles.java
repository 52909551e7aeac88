package org.pcim.testkit.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that stand for a program's standard streams, so that no pipe fills up and blocks it. */
final class RunFiles implements AutoCloseable {

    private final Path folder;

    RunFiles() throws IOException {
        folder = Files.createTempDirectory("pcim-program");
    }

    Path input() {
        return folder.resolve("input");
    }

    Path output() {
        return folder.resolve("output");
    }

    Path errors() {
        return folder.resolve("errors");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(input());
        Files.deleteIfExists(output());
        Files.deleteIfExists(errors());
        Files.delete(folder);
    }
}
