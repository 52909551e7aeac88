package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.content.Block;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.CancelledException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;
import org.pcim.store.PinStatus;

/**
 * What every {@link ImageStore} must do.
 *
 * <p>A provider passes it by a subclass in its own tests that says where its stores live:
 *
 * <pre>{@code
 * class MyImageStoreTest extends ImageStoreContract {
 *     @Override
 *     protected StoreHarness harness(Path folder) {
 *         return new MyStoreHarness(folder);
 *     }
 * }
 * }</pre>
 *
 * <p>Each test gets a harness of its own. Nothing is mocked and nothing is timed.
 */
public abstract class ImageStoreContract {

    private static final int MIB = 1024 * 1024;
    private static final int[] LENGTHS = {0, 1, 87_000, MIB, MIB + 1, 5 * MIB + 17};

    private StoreHarness harness;
    private ImageStore store;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init")
    protected ImageStoreContract() {}

    /**
     * A new, empty place for stores.
     *
     * @param folder an empty folder for the provider's use; deleted after the test
     */
    protected abstract StoreHarness harness(Path folder);

    @BeforeEach
    final void openStore(@TempDir Path folder) {
        harness = harness(folder);
        store = harness.open();
    }

    @AfterEach
    final void closeStore() {
        store.close();
        harness.close();
    }

    @Nested
    class Deposit {

        @Test
        void isReadBackByteForByte() {
            SampleGraph graph = SampleGraph.ofFiles(1, LENGTHS);
            graph.deposit(store);

            assertReadable(store, graph);
            assertArrayEquals(SampleGraph.contents(1, LENGTHS), SampleGraph.readFiles(store, graph.root()));
        }

        @Test
        void ofOneBlockIsReadBack() {
            SampleGraph graph = SampleGraph.ofOneBlock(1);
            graph.deposit(store);

            assertReadable(store, graph);
        }

        @Test
        void isNotKeptBeforeItIsCommitted() {
            SampleGraph graph = SampleGraph.ofFiles(2, 1000, 2 * MIB);
            try (BlockWriter writer = store.write();
                    ImageStore other = harness.open()) {
                graph.blocks().forEach(writer::put);

                assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
                assertEquals(PinStatus.NOT_PINNED, other.status(graph.root()));
                writer.commit(graph.root());
                assertReadable(store, graph);
                assertReadable(other, graph);
            }
        }

        @Test
        void thatIsClosedWithoutCommitLeavesNothing() {
            SampleGraph graph = SampleGraph.ofFiles(3, 1000, 2 * MIB);
            try (BlockWriter writer = store.write()) {
                graph.blocks().forEach(writer::put);
            }

            assertNothingLeft(graph);
            graph.deposit(store);
            assertReadable(store, graph);
        }

        @Test
        void takesBlocksInAnyOrderAndMoreThanOnce() {
            SampleGraph graph = SampleGraph.ofFiles(4, 10, 1000, 3 * MIB, 10);
            List<Block> blocks = new ArrayList<>(graph.blocks());
            blocks.addAll(graph.blocks());
            Collections.shuffle(blocks, new Random(4));
            try (BlockWriter writer = store.write()) {
                blocks.forEach(writer::put);
                writer.commit(graph.root());
            }

            assertReadable(store, graph);
        }

        @Test
        void mayLeaveOutWhatTheStoreHas() {
            SampleGraph first = SampleGraph.ofFiles(5, 1000, 1000);
            first.deposit(store);
            SampleGraph second = SampleGraph.ofFiles(5, 1000, 1000, 1000);
            try (BlockWriter writer = store.write()) {
                second.blocks().stream()
                        .filter(block -> !first.blocks().stream()
                                .map(Block::cid)
                                .toList()
                                .contains(block.cid()))
                        .forEach(writer::put);
                writer.commit(second.root());
            }

            assertReadable(store, second);
            assertEquals(PinStatus.PINNED, store.status(second.root()));
        }

        @Test
        void canBeRepeated() {
            SampleGraph graph = SampleGraph.ofFiles(6, 1000, 2000);
            graph.deposit(store);
            graph.deposit(store);

            assertReadable(store, graph);
            assertEquals(PinStatus.PINNED, store.status(graph.root()));
        }

        @Test
        void ofARootThatWasNeverPutIsRefused() {
            SampleGraph graph = SampleGraph.ofFiles(7, 1000);
            try (BlockWriter writer = store.write()) {
                graph.blocks().stream()
                        .filter(block -> !block.cid().equals(graph.root()))
                        .forEach(writer::put);

                assertThrows(StoreException.class, () -> writer.commit(graph.root()));
            }
            assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
            assertNothingLeft(graph);
        }

        @Test
        void thatLacksABlockIsRefused() {
            SampleGraph graph = SampleGraph.ofFiles(8, 1000, 2000);
            Block missing = graph.blocks().get(0);
            try (BlockWriter writer = store.write()) {
                graph.blocks().stream().filter(block -> block != missing).forEach(writer::put);

                assertThrows(StoreException.class, () -> writer.commit(graph.root()));
            }
            assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
            assertNothingLeft(graph);
        }

        @Test
        void isThereAfterReopening() {
            SampleGraph graph = SampleGraph.ofFiles(9, 1000, 2 * MIB);
            graph.deposit(store);
            store.close();
            store = harness.open();

            assertReadable(store, graph);
            assertEquals(PinStatus.PINNED, store.status(graph.root()));
        }

        @Test
        void canBeClosedTwice() {
            SampleGraph graph = SampleGraph.ofOneBlock(10);
            BlockWriter writer = store.write();
            graph.blocks().forEach(writer::put);
            writer.commit(graph.root());
            writer.close();
            writer.close();

            assertReadable(store, graph);
        }
    }

    @Nested
    class Reading {

        @Test
        void anUnknownBlockSaysWhich() {
            Cid unknown = SampleGraph.ofOneBlock(20).root();

            BlockNotFoundException refused = assertThrows(BlockNotFoundException.class, () -> {
                try (BlockReader reader = store.read(unknown)) {
                    reader.get(unknown);
                }
            });
            assertEquals(unknown.toString(), refused.subject());
        }

        @Test
        void aBlockAgainGivesItAgain() {
            SampleGraph graph = SampleGraph.ofFiles(21, 1000);
            graph.deposit(store);

            try (BlockReader reader = store.read(graph.root())) {
                for (int i = 0; i < 3; i++) {
                    assertEquals(graph.root(), reader.get(graph.root()).cid());
                }
            }
        }

        @Test
        void canBeClosedTwice() {
            SampleGraph graph = SampleGraph.ofOneBlock(22);
            graph.deposit(store);
            BlockReader reader = store.read(graph.root());
            reader.get(graph.root());
            reader.close();
            reader.close();
        }
    }

    @Nested
    class Pin {

        @Test
        void isSetByTheCommit() {
            SampleGraph graph = SampleGraph.ofFiles(30, 1000);
            assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
            graph.deposit(store);

            assertEquals(PinStatus.PINNED, store.status(graph.root()));
        }

        @Test
        void isOfTheRootAndNotOfWhatIsBelow() {
            SampleGraph graph = SampleGraph.ofFiles(31, 1000);
            graph.deposit(store);

            assertEquals(
                    PinStatus.NOT_PINNED, store.status(graph.blocks().get(0).cid()));
        }

        @Test
        void goesWithUnpinAndComesBackWithPin() {
            SampleGraph graph = SampleGraph.ofFiles(32, 1000);
            graph.deposit(store);

            store.unpin(graph.root());
            assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
            store.unpin(graph.root());
            assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
            store.pin(graph.root());
            assertEquals(PinStatus.PINNED, store.status(graph.root()));
            store.pin(graph.root());
            assertEquals(PinStatus.PINNED, store.status(graph.root()));
            store.unpin(graph.root());
            assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
        }

        @Test
        void ofAnUnknownRootIsRefused() {
            Cid unknown = SampleGraph.ofFiles(33, 1000).root();

            assertThrows(BlockNotFoundException.class, () -> store.pin(unknown));
            assertEquals(PinStatus.NOT_PINNED, store.status(unknown));
        }

        @Test
        void keepsAGraphWhenTheStoreCollects() {
            SampleGraph kept = SampleGraph.ofFiles(35, 1000, 2 * MIB);
            SampleGraph dropped = SampleGraph.ofFiles(35, 1000, 2 * MIB, 2000);
            kept.deposit(store);
            dropped.deposit(store);
            store.unpin(dropped.root());
            harness.collect();

            assertReadable(store, kept);
            assertThrows(BlockNotFoundException.class, () -> assertReadable(store, dropped));
            assertThrows(StoreException.class, () -> store.pin(dropped.root()));
            dropped.deposit(store);
            assertReadable(store, dropped);
        }

        @Test
        void isSeenByOthers() {
            SampleGraph graph = SampleGraph.ofFiles(34, 1000);
            graph.deposit(store);
            try (ImageStore other = harness.open()) {
                assertEquals(PinStatus.PINNED, other.status(graph.root()));
                other.unpin(graph.root());
                assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
            }
        }
    }

    @Nested
    class ManyThreads {

        @Test
        void writeOneGraph() {
            SampleGraph graph =
                    SampleGraph.ofFiles(40, new Random(40).ints(64, 0, 200_000).toArray());
            try (BlockWriter writer = store.write()) {
                List<Callable<Void>> tasks = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    List<Block> blocks = new ArrayList<>(graph.blocks());
                    Collections.shuffle(blocks, new Random(thread));
                    tasks.add(() -> {
                        blocks.forEach(writer::put);
                        return null;
                    });
                }
                inParallel(tasks);
                writer.commit(graph.root());
            }

            assertReadable(store, graph);
        }

        @Test
        void writeGraphsThatShareBlocks() {
            List<SampleGraph> graphs = new ArrayList<>();
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                SampleGraph graph = SampleGraph.ofFiles(50 + thread, 50_000, 50_000, 50_000, 50_000);
                graphs.add(graph);
                tasks.add(() -> {
                    graph.deposit(store);
                    assertReadable(store, graph);
                    return null;
                });
            }
            inParallel(tasks);

            for (SampleGraph graph : graphs) {
                assertReadable(store, graph);
                assertEquals(PinStatus.PINNED, store.status(graph.root()));
            }
        }

        @Test
        void writeTheSameGraph() {
            SampleGraph graph = SampleGraph.ofFiles(60, 50_000, 60_000);
            try (ImageStore other = harness.open()) {
                inParallel(Collections.nCopies(2, graph).stream()
                        .<Callable<Void>>map(same -> () -> {
                            same.deposit(other);
                            same.deposit(store);
                            return null;
                        })
                        .toList());
                assertReadable(other, graph);
            }
            assertReadable(store, graph);
            assertEquals(PinStatus.PINNED, store.status(graph.root()));
        }
    }

    @Nested
    class Interrupt {

        @Test
        void endsAPutAndLeavesNothing() {
            SampleGraph graph = SampleGraph.ofFiles(70, 1000, 2 * MIB);
            try (BlockWriter writer = store.write()) {
                assertCancelled(() -> graph.blocks().forEach(writer::put));
            }

            assertNothingLeft(graph);
        }

        @Test
        void endsACommitWhichCanBeMadeAgain() {
            SampleGraph graph = SampleGraph.ofFiles(71, 1000, 2 * MIB);
            try (BlockWriter writer = store.write()) {
                graph.blocks().forEach(writer::put);
                assertCancelled(() -> writer.commit(graph.root()));
            }
            assertNothingLeft(graph);
            assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));

            graph.deposit(store);
            assertReadable(store, graph);
        }

        @Test
        void endsAReadWhichCanBeMadeAgain() {
            SampleGraph graph = SampleGraph.ofFiles(72, 1000);
            graph.deposit(store);
            try (BlockReader reader = store.read(graph.root())) {
                assertEquals(graph.root(), reader.get(graph.root()).cid());
                assertCancelled(() -> reader.get(graph.root()));
                assertEquals(graph.root(), reader.get(graph.root()).cid());
            }
            assertReadable(store, graph);
        }

        @Test
        void endsPinUnpinAndStatus() {
            SampleGraph graph = SampleGraph.ofFiles(73, 1000);
            graph.deposit(store);

            assertCancelled(() -> store.unpin(graph.root()));
            assertCancelled(() -> store.pin(graph.root()));
            assertCancelled(() -> store.status(graph.root()));
            assertEquals(PinStatus.PINNED, store.status(graph.root()));
        }

        private void assertCancelled(Executable call) {
            Thread.currentThread().interrupt();
            try {
                assertThrows(CancelledException.class, call);
                assertTrue(Thread.currentThread().isInterrupted(), "the interrupt status is kept");
            } finally {
                Thread.interrupted();
            }
        }
    }

    private static void assertReadable(ImageStore store, SampleGraph graph) {
        try (BlockReader reader = store.read(graph.root())) {
            for (Block block : graph.blocks()) {
                Block read = reader.get(block.cid());
                assertEquals(block.cid(), read.cid());
                assertEquals(block.content(), read.content());
            }
        }
    }

    private void assertNothingLeft(SampleGraph graph) {
        harness.collect();
        for (Block block : graph.blocks()) {
            assertThrows(BlockNotFoundException.class, () -> {
                try (BlockReader reader = store.read(block.cid())) {
                    reader.get(block.cid());
                }
            });
        }
    }

    private static void inParallel(List<Callable<Void>> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
