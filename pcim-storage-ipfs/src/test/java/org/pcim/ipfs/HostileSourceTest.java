package org.pcim.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcim.content.Block;
import org.pcim.content.CarWriter;
import org.pcim.content.DagRoot;
import org.pcim.content.UnixFsDirectoryBuilder;
import org.pcim.content.UnixFsReader;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.ImageStore;
import org.pcim.testkit.SampleGraph;

/** Sources that lie or fail: nothing of them gets out, and an honest one is read instead. */
class HostileSourceTest {

    private static final int MIB = 1024 * 1024;
    private static final int[] LENGTHS = {1000, 2 * MIB + 5, 87_000, 30, 0, 500_000};
    private static final SampleGraph GRAPH = SampleGraph.ofFiles(1, LENGTHS);
    private static final SampleGraph STRANGER = SampleGraph.ofFiles(99, 70, 3000);

    /** The place in depth-first order of the block with which something is wrong. */
    private static final int BAD = 3;

    private static final Duration DEADLINE = Duration.ofMillis(400);

    /** What a reader may take at most: its own buffers, and those of the sockets. */
    private static final long MOST = 16L * MIB;

    /** What is wrong with a CAR. */
    enum Wrong {
        FLIPPED_BYTE {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                List<Block> blocks = source.depthFirst(root);
                byte[] car = GraphSource.carOf(List.of(root), blocks);
                car[GraphSource.carOf(List.of(root), blocks.subList(0, bad(blocks))).length + 100] ^= 1;
                SourceServer.chunked(out, GraphSource.CAR, car, "");
            }
        },
        OTHER_BYTES_UNDER_THE_CID {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                List<Block> blocks = source.depthFirst(root);
                ByteArrayOutputStream car = new ByteArrayOutputStream();
                car.writeBytes(GraphSource.carOf(List.of(root), blocks.subList(0, bad(blocks))));
                byte[] other = GraphSource.bytes(STRANGER.blocks().get(1));
                car.writeBytes(CarWriter.prefix(blocks.get(bad(blocks)).cid(), other.length));
                car.writeBytes(other);
                SourceServer.chunked(out, GraphSource.CAR, car.toByteArray(), "");
            }
        },
        OTHER_BLOCK {
            @Override
            List<Block> change(List<Block> blocks) {
                blocks.set(bad(blocks), STRANGER.blocks().get(1));
                return blocks;
            }
        },
        MISSING_BLOCK {
            @Override
            List<Block> change(List<Block> blocks) {
                blocks.remove(bad(blocks));
                return blocks;
            }
        },
        CUT_WITH_A_CLEAN_END {
            @Override
            List<Block> change(List<Block> blocks) {
                return blocks.subList(0, bad(blocks));
            }
        },
        CUT_IN_A_BLOCK_WITH_A_CLEAN_END {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                byte[] car = GraphSource.carOf(List.of(root), source.depthFirst(root));
                SourceServer.chunked(out, GraphSource.CAR, Arrays.copyOf(car, car.length / 2), "");
            }
        },
        STREAM_ERROR_BEHIND_STATUS_200 {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                List<Block> blocks = source.depthFirst(root);
                byte[] car = GraphSource.carOf(List.of(root), blocks.subList(0, bad(blocks)));
                SourceServer.chunked(out, GraphSource.CAR, car, "X-Stream-Error: a block could not be found\r\n");
            }
        },
        BROKEN_CONNECTION {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                byte[] car = GraphSource.carOf(List.of(root), source.depthFirst(root));
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: " + GraphSource.CAR + "\r\nContent-Length: " + car.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(car, 0, car.length / 2);
            }
        },
        ENDLESS_ZEROS {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                SourceServer.head(out, GraphSource.CAR);
                out.write(GraphSource.carOf(List.of(root), source.depthFirst(root)));
                while (true) {
                    out.write(new byte[MIB]);
                }
            }
        },
        ENDLESS_BLOCKS {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                endless(source, root, out, Block.of(Cid.Codec.RAW, new byte[MIB]));
            }
        },
        ENDLESS_TINY_BLOCKS {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                endless(source, root, out, Block.of(Cid.Codec.RAW, new byte[1]));
            }
        },
        EXTRA_BLOCKS {
            @Override
            List<Block> change(List<Block> blocks) {
                blocks.addAll(bad(blocks), STRANGER.blocks());
                return blocks;
            }
        },
        DUPLICATE_BLOCKS {
            @Override
            List<Block> change(List<Block> blocks) {
                blocks.add(bad(blocks), blocks.get(bad(blocks)));
                blocks.add(bad(blocks), blocks.get(bad(blocks)));
                return blocks;
            }
        },
        OUT_OF_ORDER {
            @Override
            List<Block> change(List<Block> blocks) {
                Collections.reverse(blocks);
                return blocks;
            }
        },
        WRONG_ROOTS {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                byte[] car = GraphSource.carOf(List.of(STRANGER.root(), STRANGER.root()), source.depthFirst(root));
                SourceServer.chunked(out, GraphSource.CAR, car, "");
            }
        },
        NO_BLOCKS {
            @Override
            List<Block> change(List<Block> blocks) {
                return List.of();
            }
        },
        IDENTITY_CID {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                // CIDv1, raw, identity, 5 bytes; then the same 5 bytes, as if they were a block.
                withSection(source, root, out, "\1U\0\5hellohello");
            }
        },
        CID_OF_VERSION_0 {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                withSection(source, root, out, "\22 " + "0".repeat(32) + "what is not a block");
            }
        },
        LENGTH_BEYOND_ALL_MEMORY {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                ByteArrayOutputStream car = new ByteArrayOutputStream();
                List<Block> blocks = source.depthFirst(root);
                car.writeBytes(GraphSource.carOf(List.of(root), blocks.subList(0, bad(blocks))));
                for (int i = 0; i < 8; i++) {
                    car.write(0xff);
                }
                car.write(0x7f);
                SourceServer.chunked(out, GraphSource.CAR, car.toByteArray(), "");
            }
        },
        A_WEB_PAGE {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                SourceServer.chunked(out, "text/html", "<h1>Welcome</h1>".getBytes(StandardCharsets.US_ASCII), "");
            }
        },
        NO_HTTP {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                out.write("220 mail.example.org ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        },
        ENDLESS_HEAD {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; ; i++) {
                    out.write(("X-Header-" + i + ": " + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        },
        ONE_BYTE_AT_A_TIME {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException, InterruptedException {
                SourceServer.head(out, GraphSource.CAR);
                for (byte b : GraphSource.carOf(List.of(root), source.depthFirst(root))) {
                    out.write(b);
                    TimeUnit.MILLISECONDS.sleep(DEADLINE.toMillis() / 20);
                }
            }
        },
        SILENCE {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws InterruptedException {
                TimeUnit.DAYS.sleep(1);
            }
        },
        SILENCE_AFTER_THE_FIRST_BLOCK {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException, InterruptedException {
                SourceServer.head(out, GraphSource.CAR);
                out.write(GraphSource.carOf(List.of(root), List.of(source.block(root))));
                TimeUnit.DAYS.sleep(1);
            }
        },
        SERVER_ERROR {
            @Override
            void write(GraphSource source, Cid root, OutputStream out) throws IOException {
                SourceServer.status(out, "500 Internal Server Error");
            }
        };

        void write(GraphSource source, Cid root, OutputStream out) throws IOException, InterruptedException {
            byte[] car = GraphSource.carOf(List.of(root), change(new ArrayList<>(source.depthFirst(root))));
            SourceServer.chunked(out, GraphSource.CAR, car, "");
        }

        List<Block> change(List<Block> blocks) {
            return blocks;
        }

        /** In a graph that is smaller than the whole, the last block is the bad one. */
        static int bad(List<Block> blocks) {
            return Math.min(BAD, blocks.size() - 1);
        }

        private static void endless(GraphSource source, Cid root, OutputStream out, Block block) throws IOException {
            SourceServer.head(out, GraphSource.CAR);
            List<Block> blocks = source.depthFirst(root);
            out.write(GraphSource.carOf(List.of(root), blocks.subList(0, bad(blocks))));
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            while (many.size() < MIB) {
                many.writeBytes(CarWriter.prefix(block.cid(), block.length()));
                many.writeBytes(GraphSource.bytes(block));
            }
            while (true) {
                many.writeTo(out);
            }
        }

        private static void withSection(GraphSource source, Cid root, OutputStream out, String section)
                throws IOException {
            List<Block> blocks = source.depthFirst(root);
            ByteArrayOutputStream car = new ByteArrayOutputStream();
            car.writeBytes(GraphSource.carOf(List.of(root), blocks.subList(0, bad(blocks))));
            car.write(section.length());
            car.writeBytes(section.getBytes(StandardCharsets.ISO_8859_1));
            SourceServer.chunked(out, GraphSource.CAR, car.toByteArray(), "");
        }
    }

    /** CARs with which something is wrong; single blocks as they are, or with one changed. */
    private static GraphSource hostile(Wrong wrong, boolean alsoSingly) {
        return new GraphSource(GRAPH.blocks()) {
            @Override
            void car(Cid root, OutputStream out) throws IOException, InterruptedException {
                wrong.write(this, root, out);
            }

            @Override
            void raw(Block block, OutputStream out) throws IOException, InterruptedException {
                if (alsoSingly) {
                    byte[] other = GraphSource.bytes(block);
                    SourceServer.chunked(out, RAW, other.length == 0 ? new byte[1] : flipped(other), "");
                } else {
                    super.raw(block, out);
                }
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void isReadFromAnHonestOneWhereItLies(Wrong wrong) {
        try (SourceServer bad = new SourceServer(hostile(wrong, true));
                SourceServer good = new SourceServer(new GraphSource(GRAPH.blocks()));
                ImageStore store = store(bad.address(), good.address())) {
            assertArrayEquals(contents(), inTime(() -> SampleGraph.readFiles(store, GRAPH.root())));
            assertTrue(bad.sent() < MOST, bad.sent() + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesNothingThatIsNotVerifiedWhereThereIsNoOther(Wrong wrong) {
        try (SourceServer bad = new SourceServer(hostile(wrong, true));
                ImageStore store = store(bad.address())) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] all = contents();
            try {
                inTime(() -> readInto(read, store));
                assertTrue(wrong == Wrong.WRONG_ROOTS || wrong == Wrong.ENDLESS_ZEROS, "is refused");
            } catch (StoreException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("Cannot read "), e.getMessage());
            }
            byte[] got = read.toByteArray();
            assertArrayEquals(Arrays.copyOf(all, got.length), got);
            assertTrue(bad.sent() < MOST, bad.sent() + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadSinglyWhereOnlyItsCarsLie(Wrong wrong) {
        try (SourceServer bad = new SourceServer(hostile(wrong, false));
                ImageStore store = store(bad.address())) {
            assertArrayEquals(contents(), inTime(() -> SampleGraph.readFiles(store, GRAPH.root())));
        }
    }

    @Test
    void thatBreaksOffIsNotStartedFromZeroElsewhere() {
        SampleGraph many =
                SampleGraph.ofFiles(7, new Random(7).ints(100, 50_000, 60_000).toArray());
        GraphSource half = new GraphSource(many.blocks()) {
            @Override
            void car(Cid root, OutputStream out) throws IOException {
                List<Block> blocks = depthFirst(root);
                SourceServer.chunked(out, CAR, carOf(List.of(root), blocks.subList(0, 80)), "");
            }

            @Override
            void raw(Block block, OutputStream out) throws IOException {
                SourceServer.status(out, "500 Internal Server Error");
            }
        };
        try (SourceServer bad = new SourceServer(half);
                SourceServer good = new SourceServer(new GraphSource(many.blocks()));
                ImageStore store = store(bad.address(), good.address())) {
            inTime(() -> SampleGraph.readFiles(store, many.root()));
            assertTrue(good.sent() < 22 * 61_000, "sent only the rest: " + good.sent());
        }
    }

    @Test
    void thatRedirectsIsNotFollowed() {
        try (SourceServer elsewhere = new SourceServer(new GraphSource(GRAPH.blocks()));
                SourceServer bad = new SourceServer((path, out) ->
                        SourceServer.status(out, "302 Found\r\nLocation: " + elsewhere.address() + path));
                ImageStore store = store(bad.address())) {
            StoreException refused =
                    assertThrows(StoreException.class, () -> inTime(() -> SampleGraph.readFiles(store, GRAPH.root())));
            assertTrue(String.valueOf(refused.getMessage()).contains("HTTP status 302"), refused.getMessage());
            assertEquals(List.of(), elsewhere.requests());
        }
    }

    @Test
    void withBlocksThatNeverEndIsLeft() {
        GraphSource endless = new GraphSource(GRAPH.blocks()) {
            @Override
            void raw(Block block, OutputStream out) throws IOException {
                SourceServer.head(out, RAW);
                while (true) {
                    out.write(new byte[MIB]);
                }
            }
        };
        Cid leaf = GRAPH.blocks().get(0).cid();
        try (SourceServer bad = new SourceServer(endless);
                ImageStore store = store(bad.address());
                BlockReader reader = store.read(leaf)) {
            assertThrows(StoreException.class, () -> inTime(() -> reader.get(leaf)));
            assertTrue(bad.sent() < 2 * MOST, bad.sent() + " bytes");
        }
    }

    @Test
    void thatHasNothingIsToldFromOneThatFails() {
        try (SourceServer empty = new SourceServer(new GraphSource(List.of()));
                SourceServer dead = new SourceServer((path, out) -> {});
                ImageStore store = store(empty.address());
                ImageStore other = store(empty.address(), dead.address())) {
            assertThrows(BlockNotFoundException.class, () -> inTime(() -> SampleGraph.readFiles(store, GRAPH.root())));
            StoreException failed =
                    assertThrows(StoreException.class, () -> inTime(() -> SampleGraph.readFiles(other, GRAPH.root())));
            assertTrue(failed.retryable());
        }
    }

    @Test
    void withAGraphTenThousandNodesDeepIsRead() {
        List<Block> blocks = new ArrayList<>();
        DagRoot node = new UnixFsDirectoryBuilder().finish(blocks::add);
        for (int depth = 1; depth < 10_000; depth++) {
            node = new UnixFsDirectoryBuilder().add("down", node).finish(blocks::add);
        }
        Cid root = node.cid();
        Collections.reverse(blocks);
        GraphSource deep = new GraphSource(blocks) {
            @Override
            void car(Cid cid, OutputStream out) throws IOException {
                SourceServer.chunked(out, CAR, carOf(List.of(cid), blocks), "");
            }
        };
        try (SourceServer source = new SourceServer(deep);
                ImageStore store = store(source.address());
                BlockReader reader = store.read(root)) {
            inTime(() -> {
                Cid next = root;
                UnixFsReader content = new UnixFsReader(reader::get);
                for (int depth = 0; depth < blocks.size() - 1; depth++) {
                    next = Objects.requireNonNull(content.directory(next).get("down"));
                }
                assertEquals(List.of(), List.copyOf(content.directory(next).keySet()));
                return next;
            });
            assertEquals(1, source.requests().size());
        }
    }

    @Test
    void withAShardedDirectoryIsRefusedInClearWords() {
        // dag-pb with UnixFS type 5 and nothing else
        Block hamt = Block.of(Cid.Codec.DAG_PB, new byte[] {0x0a, 0x02, 0x08, 0x05});
        GraphSource sharded = new GraphSource(List.of(hamt)) {
            @Override
            void car(Cid root, OutputStream out) throws IOException {
                SourceServer.chunked(out, CAR, carOf(List.of(root), List.of(hamt)), "");
            }
        };
        try (SourceServer source = new SourceServer(sharded);
                ImageStore store = store(source.address())) {
            StoreException refused =
                    assertThrows(StoreException.class, () -> inTime(() -> SampleGraph.readFiles(store, hamt.cid())));
            assertTrue(String.valueOf(refused.getMessage()).contains("sharded directory (HAMT)"), refused.getMessage());
        }
    }

    private static ImageStore store(URI... gateways) {
        IpfsImageStore.Builder store = IpfsImageStore.builder()
                .fetchDeadline(Duration.ZERO)
                .deadline(DEADLINE)
                .attempts(2, Duration.ofMillis(10));
        for (URI gateway : gateways) {
            store.node(KuboEndpoint.at(gateway).withGateway(gateway));
        }
        return store.build();
    }

    /** Reads leave a source after the deadline; each of these stores has few of them. */
    private static <T> T inTime(Supplier<T> read) {
        return assertTimeoutPreemptively(Duration.ofSeconds(20), read::get);
    }

    private static byte[] contents() {
        return SampleGraph.contents(1, LENGTHS);
    }

    private static byte[] flipped(byte[] bytes) {
        bytes[bytes.length / 2] ^= 1;
        return bytes;
    }

    private static Void readInto(OutputStream target, ImageStore store) {
        try (BlockReader blocks = store.read(GRAPH.root())) {
            UnixFsReader reader = new UnixFsReader(blocks::get);
            for (Cid cid : reader.directory(GRAPH.root()).values()) {
                try (InputStream file = reader.file(cid)) {
                    file.transferTo(target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }
}
