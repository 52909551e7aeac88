package org.pcim.embedded.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Permissions that leave a new file or folder to its owner alone, where the file system has such. */
public final class OwnerOnly {

    private OwnerOnly() {}

    public static FileAttribute<?>[] file(Path file) throws IOException {
        return permissions(file, "rw-------");
    }

    public static FileAttribute<?>[] folder(Path folder) throws IOException {
        return permissions(folder, "rwx------");
    }

    /** Whether the file system, of a path that may not exist yet, is one of POSIX. */
    public static boolean isPosix(Path path) throws IOException {
        for (Path existing = path.toAbsolutePath(); existing != null; existing = existing.getParent()) {
            if (Files.exists(existing)) {
                return Files.getFileStore(existing).supportsFileAttributeView("posix");
            }
        }
        return false;
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) throws IOException {
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString(permissions);
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)}
                : new FileAttribute<?>[0];
    }
}
