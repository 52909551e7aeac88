package org.pcim.embedded.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.error.BlockNotFoundException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

/** Store folders as killed processes leave them. */
class StoreRecoveryTest {

    /** They share files of 20,000 bytes: the later one's first two are the earlier one's last two. */
    private static final SampleGraph EARLIER = SampleGraph.ofFiles(10, 20_000, 20_000, 20_000);

    private static final SampleGraph LATER = SampleGraph.ofFiles(11, 20_000, 20_000, 20_000);

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    /**
     * A collection was killed in its first commit, which nobody saw until all processes had ended; meanwhile a deposit that
     * relied on what it forgot moved its CAR in, pinned, and was killed too.
     */
    @Test
    void takesInBlocksThatAKilledCollectionForgotAndADepositReliedOn() throws IOException {
        deposit(EARLIER);
        unpin(EARLIER);
        forgetAllBlocks();
        takeInFromElsewhere(LATER, EARLIER);

        try (EmbeddedImageStore store = open()) {
            assertReadable(store, LATER);
            store.collect();
            assertReadable(store, LATER);
            assertAbsent(store, EARLIER.root());
        }
    }

    @Test
    void takesInBlocksOfCarsThatTheIndexKnowsWithoutThem() throws IOException {
        deposit(EARLIER);
        Files.copy(car(EARLIER), folder.resolve("cars").resolve(EARLIER.root() + "-2.car"));
        open().close();
        forgetAllBlocks();

        try (EmbeddedImageStore store = open()) {
            assertReadable(store, EARLIER);
            store.collect();
            assertReadable(store, EARLIER);
            assertEquals(1, cars());
        }
    }

    @Test
    void findsTheOtherCopyOfABlockWhoseCarIsGone() throws IOException {
        depositAtOnce(EARLIER, LATER);
        Files.delete(car(EARLIER));

        try (EmbeddedImageStore store = open()) {
            assertReadable(store, LATER);
            assertAbsent(store, EARLIER.root());
        }
    }

    @Test
    void findsTheOtherCopyOfABlockWhenTheIndexIsLost() throws IOException {
        depositAtOnce(EARLIER, LATER);
        Files.delete(folder.resolve("index.db"));
        Files.delete(car(LATER));

        try (EmbeddedImageStore store = open()) {
            assertReadable(store, EARLIER);
        }
    }

    /** A collection was killed between the deletion of a file and its commit. */
    @Test
    void depositsAnewWhatACollectionDeletedThatTheIndexStillKnows() throws IOException {
        deposit(EARLIER);
        unpin(EARLIER);
        try (EmbeddedImageStore store = open()) {
            forgetAllBlocks();
            Files.delete(car(EARLIER));

            EARLIER.deposit(store);
            assertReadable(store, EARLIER);
            store.collect();
            assertReadable(store, EARLIER);
        }
        try (EmbeddedImageStore store = open()) {
            assertReadable(store, EARLIER);
        }
    }

    /** A deposit was killed before its commit, while the store was open. */
    @Test
    void collectsWhatADepositMovedInAndPinnedAndDidNotCommit() throws IOException {
        deposit(LATER);
        try (EmbeddedImageStore store = open()) {
            takeInFromElsewhere(EARLIER);
            assertEquals(PinStatus.NOT_PINNED, store.status(EARLIER.root()));

            store.collect();
            assertReadable(store, EARLIER);
            assertReadable(store, LATER);
        }
    }

    @Test
    void forgetsAPinWithoutItsCarOnlyWhenItIsUnpinned() throws IOException {
        deposit(EARLIER);
        Files.delete(car(EARLIER));
        try (EmbeddedImageStore store = open()) {
            assertEquals(PinStatus.NOT_PINNED, store.status(EARLIER.root()));
            assertThrows(BlockNotFoundException.class, store::collect);

            store.unpin(EARLIER.root());
            assertEquals(0, store.collect());
        }
    }

    private EmbeddedImageStore open() {
        return EmbeddedImageStore.open(folder);
    }

    private void deposit(SampleGraph graph) {
        try (EmbeddedImageStore store = open()) {
            graph.deposit(store);
        }
    }

    private void unpin(SampleGraph graph) {
        try (EmbeddedImageStore store = open()) {
            store.unpin(graph.root());
        }
    }

    /** Each writes the blocks that both need. */
    private void depositAtOnce(SampleGraph one, SampleGraph other) {
        try (EmbeddedImageStore store = open();
                BlockWriter first = store.write();
                BlockWriter second = store.write()) {
            one.blocks().forEach(first::put);
            other.blocks().forEach(second::put);
            first.commit(one.root());
            second.commit(other.root());
        }
    }

    /** What the first commit of a collection does where nothing is pinned. */
    private void forgetAllBlocks() {
        try (BlockIndex index = BlockIndex.open(folder.resolve("index.db"))) {
            index.write("forget", transaction -> {
                try (Statement statement = transaction.createStatement()) {
                    statement.execute("CREATE TEMP TABLE needed (cid BLOB PRIMARY KEY)");
                }
                index.removeUnneeded(transaction);
                return index;
            });
        }
    }

    /** Moves in and pins what a deposit writes where others have been deposited, without the index. */
    private void takeInFromElsewhere(SampleGraph graph, SampleGraph... before) throws IOException {
        try (EmbeddedImageStore store = EmbeddedImageStore.open(elsewhere)) {
            for (SampleGraph other : before) {
                other.deposit(store);
            }
            graph.deposit(store);
        }
        String name = graph.root() + ".car";
        Files.copy(
                elsewhere.resolve("cars").resolve(name), folder.resolve("cars").resolve(name));
        Files.createFile(folder.resolve("pins").resolve(graph.root().toString()));
    }

    private static void assertReadable(EmbeddedImageStore store, SampleGraph graph) {
        assertEquals(PinStatus.PINNED, store.status(graph.root()));
        CollectingProcess.requireReadable(store, graph);
    }

    private static void assertAbsent(EmbeddedImageStore store, Cid cid) {
        try (BlockReader reader = store.read(cid)) {
            assertThrows(BlockNotFoundException.class, () -> reader.get(cid));
        }
    }

    private Path car(SampleGraph graph) {
        return folder.resolve("cars").resolve(graph.root() + ".car");
    }

    private long cars() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cars"))) {
            return files.count();
        }
    }
}
