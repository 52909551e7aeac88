package org.pcim.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.pcim.content.UnixFsReader;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;
import org.pcim.testkit.program.KuboNode;
import org.pcim.testkit.program.KuboNodes;

/** The paper's offline access: what one node took is on the others, and read while one of them is gone. */
class ThreeNodesIT {

    private static final int MIB = 1024 * 1024;
    private static final int[] LENGTHS = {90_000, 3 * MIB, 90_000, 50};

    @RegisterExtension
    static final KuboNodes NODES = KuboNodes.of(3);

    private final KuboNode a = NODES.node(0);
    private final KuboNode b = NODES.node(1);
    private final KuboNode c = NODES.node(2);

    @AfterEach
    void restart() {
        NODES.all().forEach(KuboNode::start);
        a.connect(b);
        b.connect(c);
        c.connect(a);
    }

    @Test
    void depositIsKeptByAllAndReadWhenOneStops() {
        SampleGraph graph = SampleGraph.ofFiles(1, LENGTHS);
        try (IpfsImageStore store = store(a, b, c)) {
            graph.deposit(store);
            NODES.all().forEach(node -> assertTrue(node.isPinned(graph.root())));
            a.close();

            assertArrayEquals(SampleGraph.contents(1, LENGTHS), SampleGraph.readFiles(store, graph.root()));
            assertEquals(PinStatus.PINNED, store.status(graph.root()));
            b.collect();
            c.kill();
            assertArrayEquals(SampleGraph.contents(1, LENGTHS), SampleGraph.readFiles(store, graph.root()));
        }
    }

    @Test
    void depositGoesToTheNextWhenOneIsDownAndIsPinnedThereLater() {
        SampleGraph graph = SampleGraph.ofFiles(10, LENGTHS);
        a.close();
        try (IpfsImageStore store = store(a, b, c)) {
            graph.deposit(store);
            assertTrue(b.isPinned(graph.root()));
            assertTrue(c.isPinned(graph.root()));
            StoreException refused = assertThrows(StoreException.class, () -> store.unpin(graph.root()));
            assertTrue(refused.retryable(), refused.getMessage());
            restart();

            store.pin(graph.root());
            NODES.all().forEach(node -> assertTrue(node.isPinned(graph.root())));
            a.collect();
            SampleGraph.readFiles(store(a), graph.root());
        }
    }

    @Test
    void nodeThatStopsInTheMiddleOfAStudyIsReplaced() throws IOException {
        SampleGraph graph = SampleGraph.ofFiles(20, MIB, 20 * MIB, MIB);
        try (IpfsImageStore store = store(a, b)) {
            graph.deposit(store);
            try (BlockReader blocks = store.read(graph.root())) {
                UnixFsReader content = new UnixFsReader(blocks::get);
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                for (Cid file : content.directory(graph.root()).values()) {
                    try (InputStream in = content.file(file)) {
                        read.writeBytes(in.readNBytes(MIB));
                        a.kill();
                        in.transferTo(read);
                    }
                }
                assertArrayEquals(SampleGraph.contents(20, MIB, 20 * MIB, MIB), read.toByteArray());
            }
        }
    }

    @Test
    void whatIsUnpinnedEverywhereAndCollectedIsGone() {
        SampleGraph graph = SampleGraph.ofFiles(30, LENGTHS);
        try (IpfsImageStore store = store(a, b, c)) {
            graph.deposit(store);
            store.unpin(graph.root());
            assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
            NODES.all().forEach(KuboNode::collect);
            NODES.all().forEach(node -> assertFalse(node.has(graph.root())));

            BlockNotFoundException gone =
                    assertThrows(BlockNotFoundException.class, () -> SampleGraph.readFiles(store, graph.root()));
            assertEquals(
                    "Cannot read block " + graph.root()
                            + ": the store does not have it; add a store that keeps a copy, or restore it",
                    gone.getMessage());
            assertThrows(BlockNotFoundException.class, () -> store.pin(graph.root()));
        }
    }

    @Test
    void nodeFetchesFromItsPeersWhatItDoesNotHave() {
        SampleGraph graph = SampleGraph.ofFiles(40, LENGTHS);
        try (IpfsImageStore depositing = store(a);
                IpfsImageStore reading = store(b);
                IpfsImageStore own = IpfsImageStore.builder()
                        .node(c.rpc())
                        .fetchDeadline(Duration.ZERO)
                        .build()) {
            graph.deposit(depositing);
            assertArrayEquals(SampleGraph.contents(40, LENGTHS), SampleGraph.readFiles(reading, graph.root()));
            assertThrows(BlockNotFoundException.class, () -> SampleGraph.readFiles(own, graph.root()));
        }
    }

    @Test
    void gatewayOfAnotherIsReadFromWhatNoNodeHas() {
        SampleGraph graph = SampleGraph.ofFiles(50, LENGTHS);
        try (IpfsImageStore depositing = store(a);
                IpfsImageStore reading = IpfsImageStore.builder()
                        .node(b.rpc())
                        .gateway(a.gateway())
                        .fetchDeadline(Duration.ZERO)
                        .build()) {
            graph.deposit(depositing);
            assertArrayEquals(SampleGraph.contents(50, LENGTHS), SampleGraph.readFiles(reading, graph.root()));
        }
    }

    private static IpfsImageStore store(KuboNode... nodes) {
        IpfsImageStore.Builder store =
                IpfsImageStore.builder().fetchDeadline(Duration.ofSeconds(3)).attempts(2, Duration.ofMillis(50));
        List.of(nodes).forEach(node -> store.node(node.rpc()));
        return store.build();
    }
}
