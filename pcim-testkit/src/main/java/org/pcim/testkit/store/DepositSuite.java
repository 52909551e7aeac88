package org.pcim.testkit.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pcim.content.Block;
import org.pcim.error.StoreException;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

/** What a deposit is. */
public abstract class DepositSuite extends StoreSuite {

    private static final int[] LENGTHS = {0, 1, 87_000, MIB, MIB + 1, 5 * MIB + 17};

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
                    .filter(block ->
                            !first.blocks().stream().map(Block::cid).toList().contains(block.cid()))
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
