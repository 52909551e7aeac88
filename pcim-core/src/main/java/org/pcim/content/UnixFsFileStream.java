package org.pcim.content;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Function;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/**
 * The bytes of a UnixFS file, leaf by leaf in depth-first order.
 *
 * <p>A file's size alone says how its tree must look; every node and leaf is checked against that before anything below
 * it is asked for. So a tree is never deeper than its size needs, and each block brings the file nearer to its end.
 */
final class UnixFsFileStream extends InputStream {

    private final Function<Cid, Block> blocks;
    private final Deque<OpenNode> path = new ArrayDeque<>();
    private ByteBuffer leaf = ByteBuffer.allocate(0);

    UnixFsFileStream(Function<Cid, Block> blocks, Cid file, long maxSize) {
        this.blocks = blocks;
        begin(file, maxSize);
    }

    @Override
    public int read() {
        return fill() ? leaf.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int part = Math.min(length, leaf.remaining());
        leaf.get(target, offset, part);
        return part;
    }

    /** What is left of the leaf at hand. */
    @Override
    public int available() {
        return leaf.remaining();
    }

    private void begin(Cid file, long maxSize) {
        Block block = blocks.apply(file);
        boolean isLeaf = file.codec() == Cid.Codec.RAW;
        UnixFsNode node = isLeaf ? null : node(block);
        long size = node == null ? block.length() : node.fileSize();
        if (size > maxSize) {
            throw refused(file, "it has " + size + " bytes, more than the " + maxSize + " that it can have");
        }
        int height = UnixFsFileShape.heightOf(size);
        if (isLeaf != (height == 0)) {
            throw refused(file, "its tree is not the one that a file of its size has");
        }
        if (node == null) {
            leaf = block.content();
        } else {
            push(file, node, height);
        }
    }

    /** Moves to the next leaf with bytes, if the current one is used up; false at the end of the file. */
    private boolean fill() {
        while (!leaf.hasRemaining()) {
            OpenNode parent = path.peek();
            if (parent == null) {
                return false;
            }
            if (parent.next == parent.node.links().size()) {
                path.pop();
            } else {
                descend(
                        parent.node.links().get(parent.next).cid(),
                        parent.node.blockSizes().get(parent.next),
                        parent.height - 1);
                // Only now: a read that failed can be repeated.
                parent.next++;
            }
        }
        return true;
    }

    private void descend(Cid cid, long expectedSize, int height) {
        if ((cid.codec() == Cid.Codec.RAW) != (height == 0)) {
            throw refused(cid, "its tree is not the one that a file of its size has");
        }
        Block block = blocks.apply(cid);
        if (height == 0) {
            requireSize(cid, block.length(), expectedSize);
            leaf = block.content();
        } else {
            UnixFsNode node = node(block);
            requireSize(cid, node.fileSize(), expectedSize);
            push(cid, node, height);
        }
    }

    private static void requireSize(Cid cid, long size, long expectedSize) {
        if (size != expectedSize) {
            throw refused(cid, "it has " + size + " bytes, where the node above it says " + expectedSize);
        }
    }

    private void push(Cid cid, UnixFsNode node, int height) {
        if (!UnixFsFileShape.isOf(node, height)) {
            throw refused(cid, "its tree is not the one that a file of its size has");
        }
        path.push(new OpenNode(node, height));
    }

    private static UnixFsNode node(Block block) {
        UnixFsNode node = UnixFsNode.read(block);
        if (node.type() != UnixFsNode.Type.FILE) {
            throw refused(block.cid(), "it is a directory where the format has a file");
        }
        return node;
    }

    private static StoreException refused(Cid cid, String reason) {
        return new MalformedNodeException(reason).of("read file", cid);
    }

    private static final class OpenNode {
        final UnixFsNode node;
        final int height;
        int next;

        OpenNode(UnixFsNode node, int height) {
            this.node = node;
            this.height = height;
        }
    }
}
