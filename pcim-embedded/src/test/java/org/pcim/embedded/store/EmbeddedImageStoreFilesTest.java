package org.pcim.embedded.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.content.Block;
import org.pcim.content.CarReader;
import org.pcim.content.DagLink;
import org.pcim.content.UnixFsNode;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

class EmbeddedImageStoreFilesTest {

    private static final SampleGraph GRAPH = SampleGraph.ofFiles(1, 1000, 2_000_000, 30_000);

    @TempDir
    Path folder;

    @Test
    void depositIsOneCarNamedByItsRoot() throws IOException {
        deposit(GRAPH);

        assertEquals(Set.of(GRAPH.root() + ".car"), names("cars"));
        assertEquals(Set.of(GRAPH.root().toString()), names("pins"));
        assertEquals(Set.of(), names("incoming"));
        try (InputStream car = Files.newInputStream(car(GRAPH))) {
            CarReader reader = new CarReader(car, "car");
            assertEquals(List.of(GRAPH.root()), reader.roots());
            assertEquals(cids(GRAPH), Set.copyOf(cids(reader)));
        }
    }

    @Test
    void nothingIsReadBeforeItIsCommittedNorAfterItWasGivenUp() {
        try (EmbeddedImageStore store = open();
                BlockReader reader = store.read(GRAPH.root())) {
            try (BlockWriter writer = store.write()) {
                GRAPH.blocks().forEach(writer::put);
                GRAPH.blocks()
                        .forEach(block -> assertThrows(BlockNotFoundException.class, () -> reader.get(block.cid())));
            }
            GRAPH.blocks().forEach(block -> assertThrows(BlockNotFoundException.class, () -> reader.get(block.cid())));
        }
    }

    @Test
    void blocksThatTheStoreHasAreNotWrittenAgain() throws IOException {
        SampleGraph more = SampleGraph.ofFiles(1, 1000, 2_000_000, 30_000, 500);
        deposit(GRAPH);
        deposit(more);

        assertTrue(Files.size(car(more)) < 2000, "only a file and a folder are new");
        assertReadable(more);
    }

    @Test
    void flippedByteIsFoundAndNamedByCidAndFile() throws IOException {
        deposit(GRAPH);
        byte[] car = Files.readAllBytes(car(GRAPH));
        int position = car.length / 2;
        car[position] ^= 1;
        Files.write(car(GRAPH), car);

        try (EmbeddedImageStore store = open();
                BlockReader reader = store.read(GRAPH.root())) {
            List<StoreException> failures = new ArrayList<>();
            for (Block block : GRAPH.blocks()) {
                try {
                    reader.get(block.cid());
                } catch (StoreException e) {
                    assertTrue(e.toString().contains(block.cid().toString()), e::toString);
                    failures.add(e);
                }
            }
            assertEquals(1, failures.size());
            assertTrue(failures.get(0).toString().contains(car(GRAPH).toString()), failures::toString);
        }
    }

    @Test
    void carThatWasCutOffWhileTheStoreIsOpenIsNamed() throws IOException {
        try (EmbeddedImageStore store = open()) {
            GRAPH.deposit(store);
            Files.write(car(GRAPH), new byte[10]);

            StoreException damaged =
                    assertThrows(StoreException.class, () -> SampleGraph.readFiles(store, GRAPH.root()));
            assertTrue(damaged.toString().contains(car(GRAPH).toString()), damaged::toString);
            Files.delete(car(GRAPH));
            StoreException gone = assertThrows(StoreException.class, () -> SampleGraph.readFiles(store, GRAPH.root()));
            assertTrue(gone.toString().contains("is gone"), gone::toString);
        }
    }

    @Test
    void whatPrecedesTheDamageInACarCanBeReadAfterReopening() throws IOException {
        deposit(GRAPH);
        byte[] car = Files.readAllBytes(car(GRAPH));
        Files.write(car(GRAPH), Arrays.copyOf(car, car.length - 10));

        try (EmbeddedImageStore store = open();
                BlockReader reader = store.read(GRAPH.root())) {
            assertEquals(1000, reader.get(GRAPH.blocks().get(0).cid()).length());
            assertThrows(BlockNotFoundException.class, () -> reader.get(GRAPH.root()));
            assertEquals(PinStatus.NOT_PINNED, store.status(GRAPH.root()));
        }
    }

    @Test
    void indexThatWasDeletedIsMadeAnew() throws IOException {
        SampleGraph more = SampleGraph.ofFiles(1, 1000, 2_000_000, 30_000, 500);
        deposit(GRAPH);
        deposit(more);
        try (Stream<Path> files = Files.list(folder.resolve("store"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }

        assertReadable(GRAPH);
        assertReadable(more);
    }

    @Test
    void logOfAnIndexThatWasDeletedIsNotTakenForTheNewOnes() throws IOException {
        deposit(GRAPH);
        Path index = folder.resolve("store/index.db");
        Files.delete(index);
        Files.writeString(index.resolveSibling("index.db-wal"), "a log of something else");

        assertReadable(GRAPH);
    }

    @Test
    void indexCanBeMadeAnewWhileTheStoreIsOpen() {
        try (EmbeddedImageStore store = open()) {
            GRAPH.deposit(store);
            store.rebuildIndex();

            assertEquals(PinStatus.PINNED, store.status(GRAPH.root()));
            assertArrayEquals(
                    SampleGraph.contents(1, 1000, 2_000_000, 30_000), SampleGraph.readFiles(store, GRAPH.root()));
        }
    }

    @Test
    void carThatWasPutIntoTheFolderIsTakenIn() throws IOException {
        deposit(GRAPH);
        Path elsewhere = folder.resolve("elsewhere");
        EmbeddedImageStore.open(elsewhere).close();
        Files.copy(car(GRAPH), elsewhere.resolve("cars/restored.car"));

        try (EmbeddedImageStore store = EmbeddedImageStore.open(elsewhere)) {
            store.pin(GRAPH.root());
            assertEquals(PinStatus.PINNED, store.status(GRAPH.root()));
        }
    }

    @Test
    void anotherProgramsDatabaseIsRefused() throws IOException {
        deposit(GRAPH);
        Path index = folder.resolve("store/index.db");
        byte[] database = Files.readAllBytes(index);
        database[68] ^= 1;
        Files.write(index, database);

        StoreException refused = assertThrows(StoreException.class, this::open);
        assertTrue(refused.toString().contains("belongs to another program"), refused::toString);
    }

    @Test
    void damagedIndexIsRefusedWithAdvice() throws IOException {
        deposit(GRAPH);
        Files.writeString(folder.resolve("store/index.db"), "no database at all, ".repeat(100));

        StoreException refused = assertThrows(StoreException.class, this::open);
        assertTrue(refused.toString().contains("delete this file"), refused::toString);
    }

    @Test
    void leftoversOfAKilledProcessAreRemoved() throws IOException {
        open().close();
        Files.write(folder.resolve("store/incoming/abandoned.car"), new byte[1000]);
        try (EmbeddedImageStore store = open();
                BlockWriter writer = store.write()) {
            assertEquals(Set.of(), names("incoming"));
            GRAPH.blocks().forEach(writer::put);

            open().close();
            assertEquals(1, names("incoming").size(), "what is being written is none");
            writer.commit(GRAPH.root());
        }
        assertEquals(Set.of(), names("incoming"));
        assertReadable(GRAPH);
    }

    @Test
    void filesAreTheirOwnersOnly() throws IOException {
        deposit(GRAPH);

        try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
            for (Path file : files.toList()) {
                String expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
                assertEquals(
                        expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file::toString);
            }
        }
    }

    @Test
    void exportIsAWholeCarInDepthFirstOrder() throws IOException {
        SampleGraph more = SampleGraph.ofFiles(1, 1000, 2_000_000, 30_000, 500);
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        try (EmbeddedImageStore store = open()) {
            GRAPH.deposit(store);
            more.deposit(store);
            store.export(more.root(), exported);
        }

        CarReader reader = new CarReader(new ByteArrayInputStream(exported.toByteArray()), "export");
        assertEquals(List.of(more.root()), reader.roots());
        assertEquals(depthFirst(more), cids(reader));
    }

    @Test
    void exportOfAGraphThatIsMissingIsRefused() {
        try (EmbeddedImageStore store = open()) {
            assertThrows(BlockNotFoundException.class, () -> store.export(GRAPH.root(), new ByteArrayOutputStream()));
        }
    }

    @Test
    void graphThatIsNoneOfTheFormatIsRefusedAndLeavesNothing() throws IOException {
        Block leaf = Block.of(Cid.Codec.RAW, new byte[10]);
        List<Block> chain = new ArrayList<>(List.of(leaf));
        for (int i = 0; i < 10_000; i++) {
            DagLink below = new DagLink("", chain.get(i).cid(), 10);
            chain.add(new UnixFsNode(UnixFsNode.Type.FILE, List.of(below), 10, List.of(10L)).toBlock());
        }
        assertCommitRefused(chain, "no part of an image lies so deep");
        Block sharded = Block.of(Cid.Codec.DAG_PB, HexFormat.of().parseHex("0a020805"));
        assertCommitRefused(List.of(sharded), "it is a sharded directory (HAMT)");
    }

    private void assertCommitRefused(List<Block> blocks, String reason) throws IOException {
        Cid root = blocks.get(blocks.size() - 1).cid();
        try (EmbeddedImageStore store = open();
                BlockWriter writer = store.write()) {
            blocks.forEach(writer::put);
            StoreException refused = assertThrows(StoreException.class, () -> writer.commit(root));
            assertTrue(refused.toString().contains(reason), refused::toString);
            assertEquals(PinStatus.NOT_PINNED, store.status(root));
        }
        assertEquals(Set.of(), names("cars"));
        assertEquals(Set.of(), names("pins"));
        assertEquals(Set.of(), names("incoming"));
    }

    @Test
    void closedStoreIsOfNoUse() {
        EmbeddedImageStore store = open();
        store.close();
        store.close();

        assertThrows(IllegalStateException.class, () -> store.status(GRAPH.root()));
    }

    @Test
    void fileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        StoreException refused = assertThrows(StoreException.class, () -> EmbeddedImageStore.open(file));
        assertTrue(refused.toString().contains(file.toString()), refused::toString);
    }

    private EmbeddedImageStore open() {
        return EmbeddedImageStore.open(folder.resolve("store"));
    }

    private void deposit(SampleGraph graph) {
        try (EmbeddedImageStore store = open()) {
            graph.deposit(store);
        }
    }

    private void assertReadable(SampleGraph graph) {
        try (EmbeddedImageStore store = open();
                BlockReader reader = store.read(graph.root())) {
            assertEquals(PinStatus.PINNED, store.status(graph.root()));
            for (Block block : graph.blocks()) {
                assertEquals(block.content(), reader.get(block.cid()).content());
            }
        }
    }

    private Path car(SampleGraph graph) {
        return folder.resolve("store/cars").resolve(graph.root() + ".car");
    }

    private Set<String> names(String of) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("store").resolve(of))) {
            return new HashSet<>(
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    private static Set<Cid> cids(SampleGraph graph) {
        return new HashSet<>(graph.blocks().stream().map(Block::cid).toList());
    }

    private static List<Cid> cids(CarReader reader) {
        List<Cid> cids = new ArrayList<>();
        for (Optional<Block> block = reader.next(); block.isPresent(); block = reader.next()) {
            cids.add(block.get().cid());
        }
        return cids;
    }

    /** The root, then each file, a file's node before its leaves: not the order of writing. */
    private static List<Cid> depthFirst(SampleGraph graph) {
        List<Cid> order = new ArrayList<>();
        order.add(graph.root());
        List<Cid> leaves = new ArrayList<>();
        for (Block block : graph.blocks()) {
            if (block.cid().codec() == Cid.Codec.RAW) {
                leaves.add(block.cid());
            } else if (!block.cid().equals(graph.root())) {
                // The only node is that of the second file, which has the last two leaves so far.
                leaves.add(leaves.size() - 2, block.cid());
            }
        }
        order.addAll(leaves);
        return order;
    }
}
