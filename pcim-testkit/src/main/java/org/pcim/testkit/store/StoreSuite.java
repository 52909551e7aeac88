package org.pcim.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.content.Block;
import org.pcim.error.BlockNotFoundException;
import org.pcim.store.BlockReader;
import org.pcim.store.ImageStore;
import org.pcim.testkit.SampleGraph;
import org.pcim.testkit.StoreHarness;

/** Tests of one topic, each on a place for stores of its own. */
abstract class StoreSuite {

    static final int MIB = 1024 * 1024;

    @SuppressWarnings("NullAway.Init")
    StoreHarness harness;

    @SuppressWarnings("NullAway.Init")
    ImageStore store;

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

    static void assertReadable(ImageStore store, SampleGraph graph) {
        try (BlockReader reader = store.read(graph.root())) {
            for (Block block : graph.blocks()) {
                Block read = reader.get(block.cid());
                assertEquals(block.cid(), read.cid());
                assertEquals(block.content(), read.content());
            }
        }
    }

    void assertNothingLeft(SampleGraph graph) {
        harness.collect();
        for (Block block : graph.blocks()) {
            assertThrows(BlockNotFoundException.class, () -> {
                try (BlockReader reader = store.read(block.cid())) {
                    reader.get(block.cid());
                }
            });
        }
    }

    static void inParallel(List<Callable<Void>> tasks) {
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
