package org.pcim.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.ImageStore;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

/** What is pinned, and kept for it. */
public abstract class PinSuite extends StoreSuite {

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

        assertEquals(PinStatus.NOT_PINNED, store.status(graph.blocks().get(0).cid()));
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
