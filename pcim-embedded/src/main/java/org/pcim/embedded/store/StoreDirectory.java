package org.pcim.embedded.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pcim.embedded.internal.OwnerOnly;
import org.pcim.error.InputException;
import org.pcim.model.Cid;

/**
 * Where the files of an embedded store lie; all are their owner's only.
 *
 * @param cars one CAR for each deposit: {@code <root>.car}
 * @param pins an empty file for each pinned root: {@code <root>}
 * @param incoming CARs that are being written, each locked by its writer
 * @param index the index of the blocks, which can be rebuilt from the CARs
 */
record StoreDirectory(Path cars, Path pins, Path incoming, Path index) {

    private static final String CAR = ".car";

    /** Finds the files, or makes the folders. */
    static StoreDirectory open(Path directory) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        StoreDirectory store = new StoreDirectory(
                root.resolve("cars"), root.resolve("pins"), root.resolve("incoming"), root.resolve("index.db"));
        FileAttribute<?>[] owner = OwnerOnly.folder(root);
        for (Path folder : List.of(store.cars, store.pins, store.incoming)) {
            Files.createDirectories(folder, owner);
        }
        return store;
    }

    Path car(String name) {
        return cars.resolve(name);
    }

    /** The names for CARs of this root, or of the root of another CAR: {@code <root>.car}, {@code <root>-2.car}, ... */
    static String carName(String likeName, int number) {
        String stem = likeName.replaceFirst("(-[0-9]+)?\\.car$", "");
        return stem + (number == 1 ? "" : "-" + number) + CAR;
    }

    /** The lengths of all CARs by their names, in bytes. */
    Map<String, Long> carSizes() throws IOException {
        Map<String, Long> sizes = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(cars, "*" + CAR)) {
            for (Path file : files) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return sizes;
    }

    boolean isPinned(Cid root) {
        return Files.exists(pins.resolve(root.toString()));
    }

    /** Durable when it returns; true if the root was not pinned before. */
    boolean pin(Cid root) throws IOException {
        try {
            Files.createFile(pins.resolve(root.toString()), OwnerOnly.file(pins));
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        sync(pins);
        return true;
    }

    /** Durable when it returns. */
    void unpin(Cid root) throws IOException {
        if (Files.deleteIfExists(pins.resolve(root.toString()))) {
            sync(pins);
        }
    }

    List<Cid> pinnedRoots() throws IOException {
        List<Cid> roots = new ArrayList<>();
        try (DirectoryStream<Path> markers = Files.newDirectoryStream(pins)) {
            for (Path marker : markers) {
                try {
                    roots.add(Cid.parse(marker.getFileName().toString()));
                } catch (InputException e) {
                    // Somebody else's file, which pins nothing.
                }
            }
        }
        return roots;
    }

    /** Makes new names in a folder durable. It is not interrupted, since what came before is not undone. */
    static void sync(Path folder) throws IOException {
        boolean interrupted = false;
        try {
            while (OwnerOnly.isPosix(folder)) {
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
}
