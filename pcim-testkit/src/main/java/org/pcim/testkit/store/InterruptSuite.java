package org.pcim.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.pcim.error.CancelledException;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

/** What an interrupt ends. */
public abstract class InterruptSuite extends StoreSuite {

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
