package org.pcim.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.pcim.error.BlockNotFoundException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.testkit.SampleGraph;

/** How blocks are read. */
public abstract class ReadingSuite extends StoreSuite {

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
