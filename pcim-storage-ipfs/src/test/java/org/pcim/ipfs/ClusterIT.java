package org.pcim.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;
import org.pcim.testkit.program.IpfsClusterPeer;
import org.pcim.testkit.program.KuboNode;
import org.pcim.testkit.program.KuboNodes;

/** A cluster of three peers that keeps two copies of each graph, asked over the IPFS Pinning Service API. */
class ClusterIT {

    private static final int MIB = 1024 * 1024;
    private static final int[] LENGTHS = {90_000, 3 * MIB, 50};
    private static final int COPIES = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Three of the cluster's, and the hospital's own. */
    @RegisterExtension
    static final KuboNodes NODES = KuboNodes.of(4);

    private final List<IpfsClusterPeer> peers = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path folder) {
        for (int i = 0; i < 3; i++) {
            peers.add(IpfsClusterPeer.start(
                    folder.resolve("peer" + i), NODES.node(i), COPIES, peers.isEmpty() ? null : peers.get(0)));
        }
    }

    @AfterEach
    void stop() {
        peers.forEach(IpfsClusterPeer::close);
        NODES.all().forEach(KuboNode::start);
    }

    @Test
    void keepsTwoCopiesAndMakesThemAnewWhenAPeerIsKilled() throws InterruptedException {
        SampleGraph graph = SampleGraph.ofFiles(1, LENGTHS);
        URI service = peers.get(0).pinningService();
        PinningEndpoint endpoint =
                PinningEndpoint.at(service, peers.get(0).token().toCharArray());
        try (IpfsImageStore store = IpfsImageStore.builder()
                .node(NODES.node(3).rpc())
                .gateway(NODES.node(0).gateway())
                .gateway(NODES.node(1).gateway())
                .gateway(NODES.node(2).gateway())
                .pinningService(endpoint)
                .build()) {
            graph.deposit(store);
            await(() -> {
                store.pin(graph.root()); // in vain until the peers have found each other
                return keeping(graph.root()) == COPIES;
            });
            await(() -> store.copies(graph.root())
                    .equals(List.of(
                            new Copy(NODES.node(3).rpc(), Copy.State.PINNED), new Copy(service, Copy.State.PINNED))));

            // The hospital's own copy goes: the cluster's is read, and is what the status tells of.
            NODES.node(3).run("pin", "rm", graph.root().toString());
            NODES.node(3).collect();
            assertEquals(PinStatus.PINNED, store.status(graph.root()));
            assertArrayEquals(SampleGraph.contents(1, LENGTHS), SampleGraph.readFiles(store, graph.root()));

            int killed = NODES.node(1).isPinned(graph.root()) ? 1 : 2;
            peers.get(killed).kill();
            NODES.node(killed).kill();
            assertArrayEquals(SampleGraph.contents(1, LENGTHS), SampleGraph.readFiles(store, graph.root()));
            await(() -> keeping(graph.root()) == COPIES);

            store.unpin(graph.root());
            await(() -> keeping(graph.root()) == 0);
            assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
        }
    }

    @Test
    void refusesAnotherToken() {
        SampleGraph graph = SampleGraph.ofOneBlock(2);
        PinningEndpoint endpoint = PinningEndpoint.at(peers.get(0).pinningService(), "no".toCharArray());
        try (IpfsImageStore store = IpfsImageStore.builder()
                .node(NODES.node(3).rpc())
                .pinningService(endpoint)
                .build()) {
            graph.deposit(store);
            assertEquals(
                    List.of(Copy.State.PINNED, Copy.State.UNKNOWN),
                    store.copies(graph.root()).stream().map(Copy::state).toList());
            StoreException refused = assertThrows(StoreException.class, () -> store.unpin(graph.root()));
            assertTrue(String.valueOf(refused.getMessage()).contains("check the token"), refused.getMessage());
        }
    }

    /** How many of the cluster's nodes that run keep it. */
    private static int keeping(Cid root) {
        return (int) NODES.all().subList(0, 3).stream()
                .filter(KuboNode::isRunning)
                .filter(node -> node.isPinned(root))
                .count();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "did not come about");
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
