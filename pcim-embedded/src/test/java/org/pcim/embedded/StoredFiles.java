package org.pcim.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.pcim.content.UnixFsReader;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.ImageStore;

/** The files of a study as they are stored, encrypted. */
final class StoredFiles {

    private StoredFiles() {}

    /** Writes them below a folder, verified as a client reads them. */
    static void write(ImageStore store, Cid root, Path folder) {
        try (BlockReader blocks = store.read(root)) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            Files.createDirectory(folder);
            for (Map.Entry<String, Cid> entry : content.directory(root).entrySet()) {
                Path target = folder.resolve(entry.getKey());
                if (entry.getKey().endsWith(".pgp")) {
                    write(content, entry.getValue(), target);
                    continue;
                }
                Files.createDirectory(target);
                for (Map.Entry<String, Cid> file :
                        content.directory(entry.getValue()).entrySet()) {
                    write(content, file.getValue(), target.resolve(file.getKey()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(UnixFsReader content, Cid cid, Path target) throws IOException {
        try (InputStream file = content.file(cid)) {
            Files.copy(file, target);
        }
    }
}
