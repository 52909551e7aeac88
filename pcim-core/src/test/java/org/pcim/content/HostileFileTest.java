package org.pcim.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pcim.content.UnixFsFileWriter.CHUNK_LENGTH;
import static org.pcim.content.UnixFsFileWriter.MAX_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/**
 * Graphs that pretend to be files. The only cycle would be a block that contains its own hash, which nobody can make; the
 * nearest to it is a chain as long as one likes.
 */
class HostileFileTest {

    private static final String ADVICE = "; no store can mend that, deposit the study again";
    private static final String OTHER_TREE = "its tree is not the one that a file of its size has";
    private static final long CHUNK = CHUNK_LENGTH;

    private final BlocksInMemory blocks = new BlocksInMemory();
    private final Block chunk = leaf(CHUNK_LENGTH);

    @ParameterizedTest
    @ValueSource(longs = {0, 10, CHUNK, CHUNK + 1, 1L << 40, Long.MAX_VALUE})
    void aChainOfTenThousandNodesIsRefusedAtTheFirst(long size) {
        Cid below = chunk.cid();
        for (int i = 0; i < 10_000; i++) {
            below = node(List.of(below), List.of(size));
        }
        refused(below, below, OTHER_TREE, 1);
    }

    /** Each part has a size that fits, until a node stands where the leaves should. */
    @Test
    void aTreeThatIsHigherThanItsSizeNeedsIsRefused() {
        Cid twoChunks = node(List.of(chunk.cid(), chunk.cid()), List.of(CHUNK, CHUNK));
        Cid higher = node(List.of(twoChunks, twoChunks), List.of(2 * CHUNK, 2 * CHUNK));
        refused(higher, higher, OTHER_TREE, 1);
        Cid wrapped = node(List.of(chunk.cid()), List.of(CHUNK));
        Cid mixed = node(List.of(chunk.cid(), wrapped), List.of(CHUNK, CHUNK));
        refused(mixed, wrapped, OTHER_TREE, 2);
    }

    @Test
    void aTreeThatIsLowerThanItsSizeNeedsIsRefused() {
        Cid full = node(Collections.nCopies(MAX_LINKS, chunk.cid()), Collections.nCopies(MAX_LINKS, CHUNK));
        Cid root = node(List.of(full, chunk.cid()), List.of(MAX_LINKS * CHUNK, CHUNK));
        refused(root, chunk.cid(), OTHER_TREE, 2 + MAX_LINKS);
        Cid wide = node(Collections.nCopies(MAX_LINKS + 1, chunk.cid()), Collections.nCopies(MAX_LINKS + 1, CHUNK));
        refused(wide, wide, OTHER_TREE, 1);
    }

    /** A few blocks whose nodes link each other's below a thousand times would be read for ever. */
    @Test
    void partsWithoutBytesAreRefused() {
        Cid below = leaf(0).cid();
        for (int level = 0; level < 6; level++) {
            below = node(Collections.nCopies(MAX_LINKS, below), Collections.nCopies(MAX_LINKS, 0L));
        }
        refused(below, below, OTHER_TREE, 1);
        Cid root = node(List.of(chunk.cid(), below, chunk.cid()), List.of(CHUNK, 0L, CHUNK));
        refused(root, root, OTHER_TREE, 1);
        Cid empty = node(List.of(), List.of());
        refused(empty, empty, OTHER_TREE, 1);
    }

    /** Five nodes that promise a pebibyte of the same chunk. */
    @Test
    void aFileThatIsLongerThanItCanBeIsRefusedBeforeItsPartsAreAskedFor() {
        Cid below = chunk.cid();
        long size = CHUNK;
        for (int level = 0; level < 3; level++) {
            below = node(Collections.nCopies(MAX_LINKS, below), Collections.nCopies(MAX_LINKS, size));
            size *= MAX_LINKS;
        }
        Cid root = below;
        StoreException e = assertThrows(StoreException.class, () -> reader().file(root, 1_000_000));
        assertEquals(
                "Cannot read file " + root + ": it has " + size + " bytes, more than the 1000000 that it can have"
                        + ADVICE,
                e.getMessage());
        assertEquals(1, blocks.asked());
        assertThrows(StoreException.class, () -> reader().file(chunk.cid(), CHUNK - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 11, CHUNK_LENGTH})
    void aLeafOfAnotherSizeThanTheNodeSaysIsRefused(int length) {
        Cid last = leaf(length).cid();
        Cid root = node(List.of(chunk.cid(), last), List.of(CHUNK, 10L));
        refused(root, last, "it has " + length + " bytes, where the node above it says 10", 3);
    }

    @Test
    void aNodeOfAnotherSizeThanTheNodeAboveSaysIsRefused() {
        Cid full = node(Collections.nCopies(MAX_LINKS, chunk.cid()), Collections.nCopies(MAX_LINKS, CHUNK));
        Cid short1 = node(List.of(chunk.cid()), List.of(CHUNK));
        Cid root = node(List.of(full, short1), List.of(MAX_LINKS * CHUNK, CHUNK - 1));
        refused(root, short1, "it has 1048576 bytes, where the node above it says 1048575", 3 + MAX_LINKS);
    }

    @Test
    void aLeafThatIsLongerThanAChunkIsRefused() {
        Cid leaf = leaf(CHUNK_LENGTH + 1).cid();
        refused(leaf, leaf, OTHER_TREE, 1);
    }

    @Test
    void aNodeAroundOneShortLeafIsRefused() {
        Cid root = node(List.of(leaf(10).cid()), List.of(10L));
        refused(root, root, OTHER_TREE, 1);
    }

    @Test
    void aDirectoryInPlaceOfAFileOrOfAPartIsRefused() {
        Cid directory = new UnixFsDirectoryBuilder().finish(blocks::put).cid();
        String reason = "it is a directory where the format has a file";
        refused(directory, directory, reason, 1);
        Cid full = node(Collections.nCopies(MAX_LINKS, chunk.cid()), Collections.nCopies(MAX_LINKS, CHUNK));
        refused(node(List.of(full, directory), List.of(MAX_LINKS * CHUNK, 10L)), directory, reason, 3 + MAX_LINKS);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE})
    void tsizeDecidesNothing(long tsize) throws IOException {
        DagLink link = new DagLink("", chunk.cid(), tsize);
        Cid root = blocks.put(UnixFsNode.file(List.of(link, link), List.of(CHUNK, CHUNK))
                        .toBlock())
                .cid();
        assertEquals(2 * CHUNK, reader().file(root).readAllBytes().length);
    }

    /** What failed is asked for again, and nothing is left out. */
    @Test
    void anAbsentBlockIsNamedAndCanComeLater() throws IOException {
        byte[] content = new byte[3 * CHUNK_LENGTH];
        new Random(1).nextBytes(content);
        UnixFsFileWriter writer = new UnixFsFileWriter(blocks::put);
        writer.write(content, 0, content.length);
        Cid root = writer.finish().cid();
        Block second =
                blocks.remove(UnixFsNode.read(blocks.get(root)).links().get(1).cid());
        try (InputStream file = reader().file(root)) {
            byte[] first = file.readNBytes(CHUNK_LENGTH);
            assertArrayEquals(Arrays.copyOf(content, CHUNK_LENGTH), first);
            BlockNotFoundException e = assertThrows(BlockNotFoundException.class, file::read);
            assertEquals(second.cid().toString(), e.subject());
            blocks.put(second);
            assertArrayEquals(Arrays.copyOfRange(content, CHUNK_LENGTH, content.length), file.readAllBytes());
        }
    }

    private void refused(Cid root, Cid named, String reason, int mostAsked) {
        int before = blocks.asked();
        StoreException e = assertThrows(
                StoreException.class, () -> reader().file(root).transferTo(OutputStream.nullOutputStream()));
        assertEquals("Cannot read file " + named + ": " + reason + ADVICE, e.getMessage());
        assertEquals(mostAsked, blocks.asked() - before, "blocks asked for");
    }

    private UnixFsReader reader() {
        return new UnixFsReader(blocks::get);
    }

    private Block leaf(int length) {
        return blocks.put(Block.of(Cid.Codec.RAW, new byte[length]));
    }

    private Cid node(List<Cid> parts, List<Long> sizes) {
        List<DagLink> links = parts.stream().map(cid -> new DagLink("", cid, 1)).toList();
        return blocks.put(UnixFsNode.file(links, sizes).toBlock()).cid();
    }
}
