package org.pcim.embedded.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.CancelledException;
import org.pcim.error.StoreException;
import org.pcim.store.GraphTransfer;
import org.pcim.store.ImageStore;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

class GraphTransferTest {

    private static final SampleGraph GRAPH = SampleGraph.ofFiles(1, 1000, 2_000_000, 0, 30_000);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ImageStore from;

    @SuppressWarnings("NullAway.Init")
    private ImageStore to;

    @BeforeEach
    void open() {
        from = EmbeddedImageStore.open(folder.resolve("from"));
        to = EmbeddedImageStore.open(folder.resolve("to"));
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    @Test
    void bringsAGraphWhichBothKeep() {
        GRAPH.deposit(from);
        GraphTransfer.copy(GRAPH.root(), from, to);
        assertArrayEquals(SampleGraph.readFiles(from, GRAPH.root()), SampleGraph.readFiles(to, GRAPH.root()));
        assertEquals(PinStatus.PINNED, from.status(GRAPH.root()));
        assertEquals(PinStatus.PINNED, to.status(GRAPH.root()));
    }

    @Test
    void bringsASingleBlock() {
        SampleGraph block = SampleGraph.ofOneBlock(2);
        block.deposit(from);
        GraphTransfer.copy(block.root(), from, to);
        assertEquals(PinStatus.PINNED, to.status(block.root()));
    }

    @Test
    void keepsNothingOfAGraphThatIsNotWhole() throws IOException {
        assertThrows(BlockNotFoundException.class, () -> GraphTransfer.copy(GRAPH.root(), from, to));
        GRAPH.deposit(from);
        Path car = folder.resolve("from/cars/" + GRAPH.root() + ".car");
        byte[] bytes = Files.readAllBytes(car);
        bytes[500_000] ^= 1;
        Files.write(car, bytes);
        assertThrows(StoreException.class, () -> GraphTransfer.copy(GRAPH.root(), from, to));
        assertThrows(BlockNotFoundException.class, () -> SampleGraph.readFiles(to, GRAPH.root()));

        bytes[500_000] ^= 1;
        Files.write(car, bytes);
        GraphTransfer.copy(GRAPH.root(), from, to);
        assertEquals(PinStatus.PINNED, to.status(GRAPH.root()));
    }

    @Test
    void thatIsInterruptedKeepsNothing() {
        GRAPH.deposit(from);
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> GraphTransfer.copy(GRAPH.root(), from, to));
        Thread.interrupted();
        assertEquals(PinStatus.NOT_PINNED, to.status(GRAPH.root()));
    }
}
