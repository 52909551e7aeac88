package org.pcim.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.pcim.content.Block;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

/** What many threads do at once. */
public abstract class ConcurrencySuite extends StoreSuite {

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
