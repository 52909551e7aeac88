package org.pcim.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.content.Block;
import org.pcim.content.UnixFsReader;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;
import org.pcim.testkit.program.KuboNode;
import org.pcim.testkit.program.KuboNodes;

/** What a store does with one real node. */
class OneNodeIT {

    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    static final KuboNodes NODES = KuboNodes.of(1);

    @TempDir
    private Path folder;

    @Test
    void depositThatBreaksInTheMiddleLeavesNothingPinnedAndCanBeMadeAgain() {
        SampleGraph graph = SampleGraph.ofFiles(100, 5 * MIB, 5 * MIB, 5 * MIB);
        try (Wire wire = new Wire(NODES.node().rpc());
                IpfsImageStore store = store(wire.address())) {
            wire.cutAfter(7 * MIB);
            StoreException broken = assertThrows(StoreException.class, () -> graph.deposit(store));
            assertTrue(broken.retryable(), broken.getMessage());
            wire.mend();
            assertFalse(NODES.node().isPinned(graph.root()));
            NODES.node().collect();
            assertFalse(NODES.node().has(graph.blocks().get(0).cid()));

            graph.deposit(store);
            assertTrue(NODES.node().isPinned(graph.root()));
        }
    }

    /** The node may have got everything, and its answer does not arrive. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1000})
    void depositThatBreaksAtItsEndIsPinnedOnlyIfItSaysSo(int before) {
        SampleGraph graph = SampleGraph.ofFiles(200 + before, MIB);
        long size = graph.blocks().stream().mapToLong(Block::length).sum();
        try (Wire wire = new Wire(NODES.node().rpc());
                IpfsImageStore store = store(wire.address())) {
            wire.cutAfter(size + 2000 - before);
            boolean said = false;
            try {
                graph.deposit(store);
                said = true;
            } catch (StoreException e) {
                assertTrue(e.retryable(), e.getMessage());
            }
            wire.mend();
            if (said) {
                assertTrue(NODES.node().isPinned(graph.root()));
            } else {
                graph.deposit(store);
                assertTrue(NODES.node().isPinned(graph.root()));
            }
        }
    }

    @Test
    void twentyDepositsBesideACollectorThatNeverRestsLoseNothing() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try (IpfsImageStore store = store(NODES.node().rpc())) {
            Future<Integer> collector = threads.submit(() -> {
                int runs = 0;
                while (!done.get()) {
                    NODES.node().collect();
                    runs++;
                }
                return runs;
            });
            Future<?>[] deposits = new Future<?>[4];
            for (int thread = 0; thread < deposits.length; thread++) {
                int seed = 1000 * (thread + 1);
                deposits[thread] = threads.submit(() -> {
                    for (int i = 0; i < 5; i++) {
                        SampleGraph.ofFiles(seed + 10 * i, MIB, 90_000, 90_000, 2 * MIB)
                                .deposit(store);
                    }
                });
            }
            for (Future<?> deposit : deposits) {
                deposit.get();
            }
            done.set(true);
            assertTrue(collector.get() > 0);
            NODES.node().collect();
            for (int thread = 0; thread < deposits.length; thread++) {
                for (int i = 0; i < 5; i++) {
                    int seed = 1000 * (thread + 1) + 10 * i;
                    SampleGraph graph = SampleGraph.ofFiles(seed, MIB, 90_000, 90_000, 2 * MIB);
                    assertEquals(PinStatus.PINNED, store.status(graph.root()));
                    assertArrayEquals(
                            SampleGraph.contents(seed, MIB, 90_000, 90_000, 2 * MIB),
                            SampleGraph.readFiles(store, graph.root()));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A node that pins a graph anew forgets its pin first, so one that breaks off must not begin. */
    @Test
    void depositOfWhatIsThereNeverEndsItsPin() {
        SampleGraph graph = SampleGraph.ofFiles(300, MIB, MIB);
        try (Wire wire = new Wire(NODES.node().rpc());
                IpfsImageStore store = store(wire.address())) {
            graph.deposit(store);
            for (int cut = 0; cut < 2 * MIB; cut += MIB / 2) {
                wire.cutAfter(cut);
                try {
                    graph.deposit(store);
                } catch (StoreException e) {
                    assertTrue(e.retryable(), e.getMessage());
                }
                wire.mend();
                assertTrue(NODES.node().isPinned(graph.root()));
            }
        }
    }

    @Test
    void graphIsReadThroughTheRpcWhereThereIsNoGateway() {
        SampleGraph graph = SampleGraph.ofFiles(400, 1000, 3 * MIB);
        try (IpfsImageStore store = IpfsImageStore.builder()
                .node(KuboEndpoint.at(NODES.node().rpc()).withGateway(URI.create("http://127.0.0.1:1")))
                .fetchDeadline(Duration.ZERO)
                .build()) {
            graph.deposit(store);
            assertArrayEquals(SampleGraph.contents(400, 1000, 3 * MIB), SampleGraph.readFiles(store, graph.root()));
        }
    }

    @Test
    void oneFileOfManyTransfersLittleMoreThanTheFile() throws IOException {
        int[] lengths = new int[30];
        Arrays.fill(lengths, 2 * MIB);
        SampleGraph graph = SampleGraph.ofFiles(500, lengths);
        try (Wire wire = new Wire(NODES.node().gateway());
                IpfsImageStore store = withGateway(wire.address())) {
            graph.deposit(store);
            try (BlockReader blocks = store.read(graph.root())) {
                UnixFsReader content = new UnixFsReader(blocks::get);
                Cid file = content.directory(graph.root()).get("000020");
                try (InputStream in = content.file(Objects.requireNonNull(file))) {
                    byte[] read = in.readAllBytes();
                    assertArrayEquals(SampleGraph.contents(520, 2 * MIB), read);
                }
            }
            assertTrue(wire.down() < 16L * MIB, wire.down() + " bytes");
        }
    }

    @Test
    void beginningOfAFileTransfersLittleMoreThanThat() throws IOException {
        SampleGraph graph = SampleGraph.ofFiles(600, 60 * MIB);
        try (Wire wire = new Wire(NODES.node().gateway());
                IpfsImageStore store = withGateway(wire.address())) {
            graph.deposit(store);
            try (BlockReader blocks = store.read(graph.root())) {
                UnixFsReader content = new UnixFsReader(blocks::get);
                Cid file = content.directory(graph.root()).get("000000");
                try (InputStream in = content.file(Objects.requireNonNull(file))) {
                    assertEquals(100_000, in.readNBytes(100_000).length);
                }
            }
            assertTrue(wire.down() < 12L * MIB, wire.down() + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "basic"})
    void nodeThatAsksForATokenIsWrittenToAndRead(String kind) {
        SampleGraph graph = SampleGraph.ofFiles(700, 1000, 2 * MIB);
        String secret = kind.equals("bearer") ? "bearer:s3cret" : "basic:pacs:s3cret";
        try (KuboNode node = KuboNode.builder(folder.resolve("guarded"))
                .authorization(secret, "/api/v0/dag", "/api/v0/pin", "/api/v0/refs", "/api/v0/block/get")
                .start()) {
            KuboEndpoint open = KuboEndpoint.at(node.rpc());
            KuboEndpoint right = kind.equals("bearer")
                    ? open.withBearer("s3cret".toCharArray())
                    : open.withBasic("pacs", "s3cret".toCharArray());
            try (IpfsImageStore store = IpfsImageStore.builder().node(right).build()) {
                graph.deposit(store);
                assertEquals(PinStatus.PINNED, store.status(graph.root()));
                SampleGraph.readFiles(store, graph.root());
                store.unpin(graph.root());
                assertEquals(PinStatus.NOT_PINNED, store.status(graph.root()));
            }
            try (IpfsImageStore store = IpfsImageStore.builder()
                    .node(open.withBearer("no".toCharArray()))
                    .build()) {
                StoreException refused = assertThrows(StoreException.class, () -> graph.deposit(store));
                assertTrue(String.valueOf(refused.getMessage()).contains("check the token"), refused.getMessage());
                assertFalse(refused.toString().contains("Bearer no"));
            }
        }
    }

    /** The settings of docs/operating-ipfs.md that the other nodes here do not have. */
    @Test
    void nodeThatForcesBlocksToDiskAndServesOnlyItsOwnIsWrittenToAndRead() {
        SampleGraph graph = SampleGraph.ofFiles(750, 1000, 2 * MIB);
        String spec = NODES.node().run("config", "Datastore.Spec").text().replace("\"sync\": false", "\"sync\": true");
        assertTrue(spec.contains("\"sync\": true"), spec);
        try (KuboNode node = KuboNode.builder(folder.resolve("hospital"))
                        .setting("Datastore.Spec", spec)
                        .setting("Gateway.NoFetch", "true")
                        .swarmKey("23".repeat(32))
                        .start();
                IpfsImageStore store = IpfsImageStore.builder().node(node.rpc()).build()) {
            graph.deposit(store);
            assertEquals(PinStatus.PINNED, store.status(graph.root()));
            assertArrayEquals(SampleGraph.contents(750, 1000, 2 * MIB), SampleGraph.readFiles(store, graph.root()));
            node.kill();
            node.start();
            assertTrue(node.isPinned(graph.root()));
        }
    }

    @Test
    void nodeThatIsDownSaysSoInOneSentence() {
        SampleGraph graph = SampleGraph.ofOneBlock(800);
        try (IpfsImageStore store = IpfsImageStore.builder()
                .node(URI.create("http://127.0.0.1:1"))
                .attempts(2, Duration.ofMillis(10))
                .build()) {
            for (StoreException e : new StoreException[] {
                assertThrows(StoreException.class, () -> graph.deposit(store)),
                assertThrows(StoreException.class, () -> SampleGraph.readFiles(store, graph.root())),
                assertThrows(StoreException.class, () -> store.pin(graph.root())),
                assertThrows(StoreException.class, () -> store.unpin(graph.root())),
                assertThrows(StoreException.class, () -> store.status(graph.root()))
            }) {
                assertTrue(e.retryable(), e.getMessage());
                assertTrue(String.valueOf(e.getMessage()).contains("http://127.0.0.1:1"), e.getMessage());
            }
        }
    }

    @Test
    void writerThatIsLeftOpenIsGivenUpByClosing() {
        SampleGraph graph = SampleGraph.ofFiles(900, MIB);
        try (IpfsImageStore store = store(NODES.node().rpc())) {
            BlockWriter writer = store.write();
            graph.blocks().forEach(writer::put);
            writer.close();
            assertThrows(IllegalStateException.class, () -> writer.commit(graph.root()));
            NODES.node().collect();
            assertFalse(NODES.node().has(graph.root()));
        }
    }

    private static IpfsImageStore store(URI rpc) {
        return IpfsImageStore.builder()
                .node(KuboEndpoint.at(rpc).withGateway(NODES.node().gateway()))
                .fetchDeadline(Duration.ZERO)
                .build();
    }

    private static IpfsImageStore withGateway(URI gateway) {
        return IpfsImageStore.builder()
                .node(KuboEndpoint.at(NODES.node().rpc()).withGateway(gateway))
                .fetchDeadline(Duration.ZERO)
                .build();
    }
}
