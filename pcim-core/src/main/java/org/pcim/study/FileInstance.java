package org.pcim.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An instance in a file.
 *
 * @param name the name under which it is retrieved
 * @param path where it lies
 * @param size its number of bytes when it was found
 * @param sopInstanceUid its SOP Instance UID, if known
 */
public record FileInstance(
        String name, Path path, long size, @Nullable String sopInstanceUid) implements Instance {

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }
}
