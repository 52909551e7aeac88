package org.pcim.examples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;

/** The folder in which a person finds everything that the quickstart made. */
final class WorkFolder implements AutoCloseable {

    private static final String ACTION = "use work folder";
    private static final String MARKER = ".made-by-pcim-quickstart";

    private final Path root;

    private WorkFolder(Path root) {
        this.root = root;
    }

    /** Empties the folder if an earlier run made it, and refuses any other that is not empty. */
    static WorkFolder begin(Path work, @Nullable Path input) {
        Path root = work.toAbsolutePath().normalize();
        if (input != null && input.toAbsolutePath().normalize().startsWith(root)) {
            throw new InputException(ACTION, work.toString(), "the DICOM files lie in it; name another with --work");
        }
        try {
            if (Files.exists(root.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)) {
                empty(root);
            } else if (Files.exists(root, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(root)) {
                throw new InputException(
                        ACTION, work.toString(), "it is not empty and PCIM did not make it; name another with --work");
            }
            Files.createDirectories(root);
            Files.writeString(root.resolve(MARKER), "The next run of the quickstart empties this folder.\n");
            return new WorkFolder(root);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    Path root() {
        return root;
    }

    Path store() {
        return root.resolve("store");
    }

    Path ledger() {
        return root.resolve("ledger");
    }

    Path keys() {
        return folder("keys");
    }

    Path phantom() {
        return folder("phantom");
    }

    Path events() {
        return root.resolve("events.jsonl");
    }

    /** Where the n-th of so many receipts goes. */
    Path receipt(int n, int count) {
        return count == 1 ? root.resolve("receipt.json") : folder("receipts").resolve("receipt-%03d.json".formatted(n));
    }

    Path retrieved(String requester) {
        return root.resolve("retrieved").resolve(requester);
    }

    /** A folder that does not exist yet, for one image before its files go to the others. */
    Path retrieving() {
        return root.resolve("retrieving");
    }

    void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Moves every file below one folder to the same place below another. */
    void moveFiles(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.move(file, target);
            }
            empty(from);
            Files.delete(from);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** The files below a folder, as paths relative to it; none if there is no such folder. */
    static List<Path> filesBelow(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw refused(e);
        }
    }

    @Override
    public void close() {
        try {
            if (Files.exists(retrieving())) {
                empty(retrieving());
                Files.delete(retrieving());
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw refused(e);
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

    private static void empty(Path folder) throws IOException {
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
                if (!visited.equals(folder)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static InputException refused(IOException e) {
        return new InputException(
                ACTION, String.valueOf(e.getMessage()), "check that the disk has room and the folder is yours", e);
    }
}
