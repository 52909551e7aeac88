package org.pcim.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A small file that only its owner can read, and that is replaced whole and durably or not at all.
 *
 * <p>Writing is not broken off by an interrupt, so that what was done before it is never forgotten because of one.
 */
final class OwnerFile {

    private OwnerFile() {}

    /** The content, if there is such a file. At most one byte more than this is read. */
    static Optional<byte[]> read(Path file, int max) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(max + 1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes it beside its name first. */
    static synchronized void replace(Path file, byte[] content) throws IOException {
        Path target = file.toAbsolutePath();
        String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".incomplete";
        Path beside = target.resolveSibling(name);
        Files.deleteIfExists(beside);
        Files.createFile(beside, permissions(target, "rw-------"));
        try {
            try (FileOutputStream out = new FileOutputStream(beside.toFile())) {
                out.write(content);
                out.getFD().sync();
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
        force(target.resolveSibling(""));
    }

    /** Makes a folder, with those above it, for its owner alone. */
    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, permissions(folder, "rwx------"));
    }

    private static void force(Path folder) throws IOException {
        boolean interrupted = false;
        try {
            while (isPosix(folder)) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
