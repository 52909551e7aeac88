package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where measurements write; both are deleted in the end.
 *
 * @param disk a folder on a disk
 * @param memory a folder in memory (tmpfs)
 */
record Places(Path disk, Path memory) implements AutoCloseable {

    static Places below(Path disk, Path memory) throws IOException {
        return new Places(
                Files.createTempDirectory(disk, "pcim-bench"), Files.createTempDirectory(memory, "pcim-bench"));
    }

    @Override
    public void close() throws IOException {
        Folders.delete(disk);
        Folders.delete(memory);
    }
}
