package org.pcim.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.content.UnixFsReader;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.InputException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.testkit.program.KuboNodes;

/**
 * Graphs that Kubo itself makes, in the shapes that the conformance tests of trustless gateways have: read, or refused in
 * clear words.
 */
class FilesOfKuboIT {

    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    static final KuboNodes NODES = KuboNodes.of(1);

    @TempDir
    private Path folder;

    @Test
    void directoryWithEqualFilesIsReadAsOftenAsTheyAreLinked() throws IOException {
        byte[] content = write("one", 3 * MIB);
        Files.write(folder.resolve("two"), content);
        Files.write(folder.resolve("zero"), new byte[2 * MIB]);
        Cid root = NODES.node().add(folder);

        assertArrayEquals(content, read(root, "one"));
        assertArrayEquals(content, read(root, "two"));
        assertArrayEquals(new byte[2 * MIB], read(root, "zero"));
    }

    @Test
    void directoryInADirectoryIsRead() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        byte[] first = write("sub/first", 100);
        byte[] second = write("sub/second", 0);
        Cid root = NODES.node().add(folder);

        try (IpfsImageStore store = KuboStoreHarness.store(NODES.node());
                BlockReader blocks = store.read(root)) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            Map<String, Cid> sub = content.directory(entry(content, root, "sub"));
            assertEquals(2, sub.size());
            assertArrayEquals(
                    first,
                    content.file(Objects.requireNonNull(sub.get("first"))).readAllBytes());
            assertArrayEquals(
                    second,
                    content.file(Objects.requireNonNull(sub.get("second"))).readAllBytes());
        }
    }

    @Test
    void fileThatLacksABlockIsReadUpToIt() throws IOException {
        byte[] content = write("file", 3 * MIB);
        Cid root = NODES.node().add(folder);
        String third = NODES.node().run("refs", "-r", root.toString()).lines().get(3);
        NODES.node().run("pin", "rm", root.toString());
        NODES.node().run("block", "rm", third);

        try (IpfsImageStore store = IpfsImageStore.builder()
                        .node(NODES.node().rpc())
                        .fetchDeadline(Duration.ZERO)
                        .deadline(Duration.ofSeconds(2)) // its gateway looks for the block for longer
                        .build();
                BlockReader blocks = store.read(root)) {
            UnixFsReader reader = new UnixFsReader(blocks::get);
            InputStream file = reader.file(entry(reader, root, "file"));
            assertArrayEquals(Arrays.copyOf(content, 2 * MIB), file.readNBytes(2 * MIB));
            BlockNotFoundException missing = assertThrows(BlockNotFoundException.class, file::read);
            assertEquals(third, missing.subject());
        }
    }

    @Test
    void shardedDirectoryIsRefused() throws IOException {
        for (int i = 0; i < 20; i++) {
            write("file" + i, 10);
        }
        Cid root = Cid.parse(NODES.node()
                .run(
                        "add",
                        "-r",
                        "-Q",
                        "--cid-version=1",
                        "--max-directory-links=8",
                        "--max-hamt-fanout=8",
                        folder.toString())
                .text()
                .strip());

        StoreException refused = assertThrows(StoreException.class, () -> read(root, "file1"));
        assertTrue(String.valueOf(refused.getMessage()).contains("HAMT"), refused.getMessage());
    }

    @Test
    void otherTreesOfAFileAreRefused() throws IOException {
        write("file", 3 * MIB);
        Cid root = Cid.parse(NODES.node()
                .run("add", "-r", "-Q", "--cid-version=1", "--raw-leaves", "--trickle", folder.toString())
                .text()
                .strip());

        assertThrows(StoreException.class, () -> read(root, "file"));
    }

    @Test
    void linksOfVersion0AndWithOtherHashesAreRefused() throws IOException {
        write("file", 100);
        String version0 = NODES.node()
                .run("add", "-r", "-Q", "--cid-version=0", folder.toString())
                .text()
                .strip();
        assertThrows(InputException.class, () -> Cid.parse(version0));
        Cid wrapped = Cid.parse(NODES.node()
                .run("cid", "format", "-v", "1", "-b", "base32", version0)
                .text()
                .strip());

        StoreException refused = assertThrows(StoreException.class, () -> read(wrapped, "file"));
        assertTrue(String.valueOf(refused.getMessage()).contains("CIDv1 with SHA-256"), refused.getMessage());
    }

    private byte[] write(String name, int length) throws IOException {
        byte[] content = new byte[length];
        new Random(name.hashCode()).nextBytes(content);
        Files.write(folder.resolve(name), content);
        return content;
    }

    private static byte[] read(Cid root, String name) throws IOException {
        try (IpfsImageStore store = KuboStoreHarness.store(NODES.node());
                BlockReader blocks = store.read(root)) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            try (InputStream file = content.file(entry(content, root, name))) {
                return file.readAllBytes();
            }
        }
    }

    private static Cid entry(UnixFsReader content, Cid directory, String name) {
        return Objects.requireNonNull(content.directory(directory).get(name), name);
    }
}
