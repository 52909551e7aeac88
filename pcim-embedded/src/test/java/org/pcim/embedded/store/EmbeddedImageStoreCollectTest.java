package org.pcim.embedded.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.content.Block;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

class EmbeddedImageStoreCollectTest {

    /** They share files of 20,000 bytes: the later one's first two are the earlier one's last two. */
    private static final SampleGraph EARLIER = SampleGraph.ofFiles(10, 20_000, 20_000, 20_000);

    private static final SampleGraph LATER = SampleGraph.ofFiles(11, 20_000, 20_000, 20_000);

    @TempDir
    Path folder;

    private EmbeddedImageStore store;

    @SuppressWarnings("NullAway.Init")
    EmbeddedImageStoreCollectTest() {}

    @BeforeEach
    void open() {
        store = EmbeddedImageStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void leavesWhatIsPinned() throws IOException {
        EARLIER.deposit(store);
        LATER.deposit(store);
        long before = carBytes();

        assertEquals(0, store.collect());
        assertEquals(before, carBytes());
        assertReadable(EARLIER);
        assertReadable(LATER);
    }

    @Test
    void deletesACarThatNobodyNeeds() throws IOException {
        EARLIER.deposit(store);
        long before = carBytes();
        store.unpin(EARLIER.root());

        assertEquals(before, store.collect());
        assertEquals(0, carBytes());
        assertAbsent(EARLIER.root());
        assertEquals(0, store.collect());
    }

    @Test
    void writesACarAnewThatIsNeededInPart() throws IOException {
        EARLIER.deposit(store);
        LATER.deposit(store);
        long before = carBytes();
        store.unpin(EARLIER.root());
        long freed = store.collect();

        assertTrue(freed > 20_000 && freed < 22_000, () -> "a file and the folder: " + freed);
        assertEquals(before - freed, carBytes());
        assertAbsent(EARLIER.root());
        assertAbsent(EARLIER.blocks().get(0).cid());
        assertReadable(LATER);
        close();
        open();
        store.rebuildIndex();
        assertReadable(LATER);
        assertEquals(0, store.collect());
    }

    @Test
    void canBeFollowedByTheSameDeposit() throws IOException {
        EARLIER.deposit(store);
        LATER.deposit(store);
        store.unpin(EARLIER.root());
        store.collect();
        EARLIER.deposit(store);

        assertReadable(EARLIER);
        assertReadable(LATER);
        assertEquals(PinStatus.PINNED, store.status(EARLIER.root()));
    }

    @Test
    void removesTheSecondCopyOfABlock() throws IOException {
        try (BlockWriter one = store.write();
                BlockWriter two = store.write()) {
            EARLIER.blocks().forEach(one::put);
            LATER.blocks().forEach(two::put);
            one.commit(EARLIER.root());
            two.commit(LATER.root());
        }
        long freed = store.collect();

        assertTrue(freed > 40_000 && freed < 41_000, () -> "two files: " + freed);
        assertReadable(EARLIER);
        assertReadable(LATER);
    }

    @Test
    void doesNotDisturbWhoIsReading() {
        EARLIER.deposit(store);
        LATER.deposit(store);
        try (BlockReader reader = store.read(LATER.root())) {
            Cid shared = LATER.blocks().get(0).cid();
            assertEquals(20_000, reader.get(shared).length());
            store.unpin(EARLIER.root());
            store.collect();
            assertEquals(20_000, reader.get(shared).length());
        }
    }

    @Test
    void doesNotDisturbWhoHasLookedAhead() throws IOException {
        EARLIER.deposit(store);
        LATER.deposit(store);
        try (BlockReader reader = store.read(LATER.root())) {
            reader.get(LATER.root());
            reader.get(LATER.blocks().get(0).cid());
            store.unpin(EARLIER.root());
            assertTrue(store.collect() > 0);
            try (EmbeddedImageStore other = EmbeddedImageStore.open(folder)) {
                assertEquals(0, other.collect());
            }
            for (Block block : LATER.blocks()) {
                assertEquals(block.cid(), reader.get(block.cid()).cid());
            }
        }
    }

    @Test
    void refusesADepositThatReliedOnWhatWasCollected() {
        EARLIER.deposit(store);
        try (BlockWriter writer = store.write()) {
            LATER.blocks().forEach(writer::put);
            store.unpin(EARLIER.root());
            store.collect();

            StoreException refused = assertThrows(StoreException.class, () -> writer.commit(LATER.root()));
            assertTrue(refused.retryable());
        }
        LATER.deposit(store);
        assertReadable(LATER);
    }

    @Test
    void deletesNothingIfAPinnedNodeIsMissing() throws IOException {
        EARLIER.deposit(store);
        store.unpin(EARLIER.root());
        Files.createFile(folder.resolve("pins").resolve(LATER.root().toString()));

        assertThrows(BlockNotFoundException.class, store::collect);
        assertEquals(20_000, block(EARLIER.blocks().get(0).cid()).length());
    }

    @Test
    void findsAFileThatAKillLeftBehind() throws IOException {
        EARLIER.deposit(store);
        Path car = folder.resolve("cars").resolve(EARLIER.root() + ".car");
        byte[] bytes = Files.readAllBytes(car);
        Files.write(folder.resolve("cars").resolve(EARLIER.root() + "-2.car"), bytes);

        assertEquals(bytes.length, store.collect());
        assertReadable(EARLIER);
        assertEquals(bytes.length, carBytes());
    }

    @Test
    void goesOnWhileOthersReadAndWrite() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<?> collector = threads.submit(() -> {
                for (int i = 0; i < 30; i++) {
                    store.collect();
                }
            });
            List<Future<?>> depositors =
                    List.of(threads.submit(() -> depositMany(100)), threads.submit(() -> depositMany(101)));
            collector.get();
            for (Future<?> depositor : depositors) {
                depositor.get();
            }
        } finally {
            threads.shutdownNow();
        }
        store.collect();
        assertReadable(graph(100, 19));
        assertReadable(graph(101, 19));
        assertAbsent(graph(100, 10).root());
    }

    /** Each graph shares files with the one before and with the other thread's; the one before is unpinned. */
    private void depositMany(int seed) {
        for (int i = 0; i < 20; i++) {
            SampleGraph graph = graph(seed, i);
            boolean done = false;
            while (!done) {
                try {
                    graph.deposit(store);
                    done = true;
                } catch (StoreException e) {
                    assertTrue(e.retryable(), e::toString);
                }
            }
            assertReadable(graph);
            if (i > 0) {
                store.unpin(graph(seed, i - 1).root());
            }
        }
    }

    private static SampleGraph graph(int seed, int i) {
        return SampleGraph.ofFiles(seed + 2L * i, 5000, 5000, 5000, 5000, 5000);
    }

    private void assertReadable(SampleGraph graph) {
        for (Block block : graph.blocks()) {
            byte[] expected = new byte[block.length()];
            block.content().get(expected);
            byte[] found = new byte[block.length()];
            block(block.cid()).content().get(found);
            assertArrayEquals(expected, found);
        }
    }

    private void assertAbsent(Cid cid) {
        assertThrows(BlockNotFoundException.class, () -> block(cid));
    }

    private Block block(Cid cid) {
        try (BlockReader reader = store.read(cid)) {
            return reader.get(cid);
        }
    }

    private long carBytes() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cars"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
