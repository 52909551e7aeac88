package org.pcim.embedded.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.content.Block;
import org.pcim.store.BlockReader;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

class EmbeddedImageStoreProcessesTest {

    private static final int LENGTH = 100_000;

    @TempDir
    Path folder;

    @Test
    void killLosesNothingThatWasAcknowledgedAndLeavesNothingElse() throws IOException, InterruptedException {
        Random random = new Random(1);
        for (int round = 0; round < 3; round++) {
            int seed = 1000 * round;
            int acknowledged = 0;
            try (StoreProcess process = StoreProcess.start(folder, seed, 900, LENGTH)) {
                int killAfter = 1 + random.nextInt(20);
                while (acknowledged < killAfter) {
                    assertEquals(
                            StoreProcess.graph(seed + acknowledged, LENGTH)
                                    .root()
                                    .toString(),
                            process.line());
                    acknowledged++;
                }
                process.kill();
                while (process.line() != null) {
                    acknowledged++;
                }
            }
            try (EmbeddedImageStore store = EmbeddedImageStore.open(folder)) {
                assertEquals(0, incoming());
                assertReadable(store, StoreProcess.graph(seed + acknowledged - 1, LENGTH));
                store.collect();
                assertReadable(store, StoreProcess.graph(seed + acknowledged - 1, LENGTH));
                StoreProcess.graph(seed + acknowledged, LENGTH).deposit(store);
                assertReadable(store, StoreProcess.graph(seed + acknowledged, LENGTH));
            }
        }
    }

    @Test
    void twoProcessesDepositWhileAThirdCollects() throws IOException {
        int length = 20_000;
        int count = 25;
        try (EmbeddedImageStore store = EmbeddedImageStore.open(folder);
                StoreProcess one = StoreProcess.start(folder, 10, count, length);
                StoreProcess two = StoreProcess.start(folder, 11, count, length)) {
            List<String> roots = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                for (StoreProcess process : List.of(one, two)) {
                    String root = process.line();
                    assertNotNull(root);
                    roots.add(root);
                }
                store.collect();
            }
            assertNull(one.line());
            assertNull(two.line());
            store.collect();

            assertEquals(2 * count, roots.size());
            SampleGraph last = StoreProcess.graph(11 + count - 1, length);
            assertEquals(last.root().toString(), roots.get(2 * count - 1));
            assertReadable(store, last);
        }
    }

    /** A limit on the length of files stands for a full disk, which a test cannot have everywhere. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no ulimit")
    void writeThatFailsLeavesNothing() throws IOException {
        EmbeddedImageStore.open(folder).close();
        try (StoreProcess process = StoreProcess.startLimited(8 * 1024, folder, 1, 1, 4_000_000)) {
            String failure = process.line();

            assertNotNull(failure);
            assertTrue(failure.contains("Cannot write block"), failure);
            assertNull(process.line());
        }
        assertEquals(0, incoming());
        try (Stream<Path> cars = Files.list(folder.resolve("cars"))) {
            assertEquals(0, cars.count());
        }
    }

    private long incoming() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("incoming"))) {
            return files.count();
        }
    }

    private static void assertReadable(EmbeddedImageStore store, SampleGraph graph) {
        assertEquals(PinStatus.PINNED, store.status(graph.root()));
        try (BlockReader reader = store.read(graph.root())) {
            for (Block block : graph.blocks()) {
                assertEquals(block.content(), reader.get(block.cid()).content());
            }
        }
    }
}
