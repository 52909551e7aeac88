package org.pcim.content;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Cid;

/**
 * Builds a UnixFS file while its bytes are written: raw leaves of 1 MiB under a balanced tree of 1024 links (IPIP-499,
 * {@code unixfs-v1-2025}).
 *
 * <p>Holds one chunk, and at most 1024 links for each level of the tree. Not safe for use by many threads.
 */
public final class UnixFsFileWriter extends OutputStream {

    /** The length of a leaf, in bytes; the last one may be shorter. */
    public static final int CHUNK_LENGTH = 1024 * 1024;

    /** The number of links of an inner node; the last one of a level may have fewer. */
    public static final int MAX_LINKS = 1024;

    private static final int SMALL = 64 * 1024;

    private final Consumer<Block> blocks;
    private final List<Level> levels = new ArrayList<>();
    private byte[] chunk;
    private int filled;
    private @Nullable DagRoot root;

    /** Hands each block over as soon as it is complete, a node after everything below it. */
    public UnixFsFileWriter(Consumer<Block> blocks) {
        this(blocks, SMALL);
    }

    /** As above; room is made beforehand for a file of this size in bytes, which is a guess. */
    public UnixFsFileWriter(Consumer<Block> blocks, long expectedSize) {
        this.blocks = blocks;
        this.chunk = new byte[(int) Math.max(1, Math.min(CHUNK_LENGTH, expectedSize))];
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (root != null) {
            throw new IllegalStateException("The file is complete");
        }
        int done = 0;
        while (done < length) {
            if (filled == CHUNK_LENGTH) {
                endChunk();
            }
            int part = Math.min(length - done, CHUNK_LENGTH - filled);
            ensureRoom(filled + part);
            System.arraycopy(bytes, offset + done, chunk, filled, part);
            filled += part;
            done += part;
        }
    }

    /** Ends the file. Closing the stream is not needed and does nothing. */
    public DagRoot finish() {
        if (root == null) {
            if (filled > 0 || levels.isEmpty()) {
                endChunk();
            }
            root = endLevels();
        }
        return root;
    }

    private void ensureRoom(int length) {
        if (length > chunk.length) {
            int larger = levels.isEmpty() ? Math.max(length, 4 * chunk.length) : CHUNK_LENGTH;
            chunk = Arrays.copyOf(chunk, Math.min(CHUNK_LENGTH, larger));
        }
    }

    private void endChunk() {
        Block leaf = Block.of(Cid.Codec.RAW, filled > chunk.length / 2 ? chunk : Arrays.copyOf(chunk, filled), filled);
        // The next one gets its memory when the store is done with this one.
        chunk = new byte[0];
        filled = 0;
        blocks.accept(leaf);
        add(0, new DagRoot(leaf.cid(), leaf.length()), leaf.length());
    }

    private void add(int height, DagRoot child, long fileSize) {
        if (height == levels.size()) {
            levels.add(new Level());
        }
        Level level = levels.get(height);
        if (level.links.size() == MAX_LINKS) {
            endNode(height);
        }
        level.links.add(new DagLink("", child.cid(), child.totalSize()));
        level.fileSizes.add(fileSize);
    }

    private void endNode(int height) {
        Level level = levels.get(height);
        UnixFsNode node = UnixFsNode.file(level.links, level.fileSizes);
        level.links.clear();
        level.fileSizes.clear();
        add(height + 1, UnixFsDirectoryBuilder.put(node, blocks), node.fileSize());
    }

    private DagRoot endLevels() {
        for (int height = 0; ; height++) {
            List<DagLink> links = levels.get(height).links;
            if (height == levels.size() - 1 && links.size() == 1) {
                return new DagRoot(links.get(0).cid(), links.get(0).totalSize());
            }
            endNode(height);
        }
    }

    /** The links of the node that is being filled at one height of the tree. */
    private static final class Level {
        final List<DagLink> links = new ArrayList<>();
        final List<Long> fileSizes = new ArrayList<>();
    }
}
