package org.pcim.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.pcim.content.DagRoot;
import org.pcim.content.UnixFsDirectoryBuilder;
import org.pcim.content.UnixFsFileWriter;
import org.pcim.content.UnixFsReader;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;

/** The encrypted files of a stored study, for somebody who changes them and stores them again as a correct graph. */
final class StoredFiles {

    static final String MANIFEST = "manifest.pgp";
    static final String FIRST = "part-00000/000000.pgp";
    static final String SECOND = "part-00000/000001.pgp";

    private final Map<String, byte[]> files = new TreeMap<>();

    private StoredFiles() {}

    static StoredFiles read(ImageStore store, Cid root) {
        StoredFiles stored = new StoredFiles();
        try (BlockReader blocks = store.read(root)) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            content.directory(root).forEach((name, cid) -> {
                if (name.equals(MANIFEST)) {
                    stored.put(name, bytes(content, cid));
                } else {
                    content.directory(cid).forEach((file, of) -> stored.put(name + "/" + file, bytes(content, of)));
                }
            });
        }
        return stored;
    }

    List<String> paths() {
        return List.copyOf(files.keySet());
    }

    byte[] get(String path) {
        return Objects.requireNonNull(files.get(path), path).clone();
    }

    void put(String path, byte[] message) {
        files.put(path, message.clone());
    }

    void remove(String path) {
        files.remove(path);
    }

    void swap(String one, String other) {
        byte[] message = get(one);
        put(one, get(other));
        put(other, message);
    }

    InputStream open(String path) {
        return new ByteArrayInputStream(get(path));
    }

    /** Stores them; gives the root. */
    Cid write(ImageStore store) {
        try (BlockWriter blocks = store.write()) {
            UnixFsDirectoryBuilder root = new UnixFsDirectoryBuilder();
            Map<String, UnixFsDirectoryBuilder> folders = new TreeMap<>();
            files.forEach((path, message) -> {
                int slash = path.indexOf('/');
                UnixFsDirectoryBuilder parent = slash < 0
                        ? root
                        : folders.computeIfAbsent(path.substring(0, slash), name -> new UnixFsDirectoryBuilder());
                parent.add(path.substring(slash + 1), write(blocks, message));
            });
            folders.forEach((name, folder) -> root.add(name, folder.finish(blocks::put)));
            Cid cid = root.finish(blocks::put).cid();
            blocks.commit(cid);
            return cid;
        }
    }

    private static DagRoot write(BlockWriter blocks, byte[] message) {
        UnixFsFileWriter file = new UnixFsFileWriter(blocks::put);
        file.write(message, 0, message.length);
        return file.finish();
    }

    private static byte[] bytes(UnixFsReader content, Cid cid) {
        try (InputStream file = content.file(cid)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
