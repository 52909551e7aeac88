package org.pcim.dicom;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The regular files below a folder.
 *
 * @param files in the order of their names
 * @param skipped links, special files, what cannot be listed
 */
record FileTree(List<Entry> files, List<SkippedFile> skipped) {

    static final String UNREADABLE = "it cannot be read; check its permissions";

    /**
     * A file.
     *
     * @param name its path below the folder, with {@code /} between the parts
     */
    record Entry(String name, Path path, long size) {}

    static FileTree of(Path folder) throws IOException {
        // The folder itself may be a link: the caller has named it.
        Path root = folder.toRealPath();
        Listing listing = new Listing(root);
        Files.walkFileTree(root, listing);
        listing.files.sort(Comparator.comparing(Entry::name));
        return new FileTree(listing.files, listing.skipped);
    }

    private static final class Listing extends SimpleFileVisitor<Path> {

        private final Path root;
        private final List<Entry> files = new ArrayList<>();
        private final List<SkippedFile> skipped = new ArrayList<>();

        Listing(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
            if (path.equals(root)) {
                throw new IOException("not a folder");
            }
            if (attributes.isRegularFile()) {
                files.add(new Entry(name(path), path, attributes.size()));
            } else {
                skipped.add(SkippedFile.noImage(
                        path,
                        attributes.isSymbolicLink() ? "it is a link; links are not followed" : "it is not a file"));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
            if (path.equals(root)) {
                throw failure;
            }
            skipped.add(SkippedFile.unreadable(path, UNREADABLE));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure) {
            if (failure != null) {
                skipped.add(SkippedFile.unreadable(path, "it could not be listed to its end"));
            }
            return FileVisitResult.CONTINUE;
        }

        private String name(Path path) {
            return StreamSupport.stream(root.relativize(path).spliterator(), false)
                    .map(Path::toString)
                    .collect(Collectors.joining("/"));
        }
    }
}
