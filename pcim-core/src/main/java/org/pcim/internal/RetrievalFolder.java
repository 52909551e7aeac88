package org.pcim.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.internal.Statement.StatedInstance;

/**
 * A folder that comes to be whole or not at all.
 *
 * <p>Everything is written into a folder beside it, {@code .NAME.incomplete}, which takes its name at the end. What a
 * killed process left there is removed by the next attempt.
 */
final class RetrievalFolder implements InstanceTarget, AutoCloseable {

    private static final String ACTION = "retrieve into folder";

    private final Path target;
    private final Path incomplete;
    /** The folders that are there: asking the file system for each file takes longer than making the file. */
    private final Set<Path> made = ConcurrentHashMap.newKeySet();
    /** A file system makes the files of a folder one after the other, and keeps those busy that wait for it there. */
    private final ReentrantLock making = new ReentrantLock();

    private RetrievalFolder(Path target, Path incomplete) {
        this.target = target;
        this.incomplete = incomplete;
    }

    /**
     * Begins.
     *
     * @param folder what shall come to be; it must not exist, or be an empty folder
     */
    static RetrievalFolder begin(Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        Path name = target.getFileName();
        Path parent = target.getParent();
        if (name == null || parent == null) {
            throw refused(folder, "it is the root of a file system; name a folder below it", null);
        }
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(target)) {
                throw refused(folder, "it exists and is not an empty folder; name another", null);
            }
            Path incomplete = parent.resolve("." + name + ".incomplete");
            delete(incomplete);
            Files.createDirectories(parent);
            Files.createDirectory(incomplete);
            return new RetrievalFolder(target, incomplete);
        } catch (IOException e) {
            throw refused(folder, "check that the disk has room and the folder is yours", e);
        }
    }

    /** Begins the file of an instance, under its name. */
    @Override
    public OutputStream open(int index, StatedInstance instance) throws IOException {
        Path file = incomplete.resolve(instance.name());
        Path parent = file.getParent();
        if (parent != null && !made.contains(parent)) {
            Files.createDirectories(parent);
            made.add(parent);
        }
        making.lock();
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } finally {
            making.unlock();
        }
    }

    /** It goes to the file as it comes. */
    @Override
    public int memoryToTake(long size) {
        return 0;
    }

    /** Gives it its name. */
    void complete() {
        try {
            Files.deleteIfExists(target);
            Files.move(incomplete, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw refused(target, "something else was written there meanwhile; name another folder", e);
        }
    }

    /** Removes what is incomplete. */
    @Override
    public void close() {
        try {
            delete(incomplete);
        } catch (IOException e) {
            throw refused(incomplete, "it could not be removed; remove it by hand", e);
        }
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static InputException refused(Path folder, String reason, @Nullable IOException cause) {
        return new InputException(ACTION, folder.toString(), reason, cause);
    }
}
