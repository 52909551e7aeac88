package org.pcim.content;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Function;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/** The bytes of a UnixFS file, leaf by leaf in depth-first order. */
final class UnixFsFileStream extends InputStream {

    private static final long ANY_SIZE = -1;

    private final Function<Cid, Block> blocks;
    private final Cid file;
    private final Deque<OpenNode> path = new ArrayDeque<>();
    private ByteBuffer leaf = ByteBuffer.allocate(0);
    private boolean begun;

    UnixFsFileStream(Function<Cid, Block> blocks, Cid file) {
        this.blocks = blocks;
        this.file = file;
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

    /** Moves to the next leaf with bytes, if the current one is used up; false at the end of the file. */
    private boolean fill() {
        if (!begun) {
            begun = true;
            descend(file, ANY_SIZE);
        }
        while (!leaf.hasRemaining()) {
            OpenNode node = path.peek();
            if (node == null) {
                return false;
            }
            if (node.next == node.node.links().size()) {
                path.pop();
            } else {
                int child = node.next++;
                descend(
                        node.node.links().get(child).cid(),
                        node.node.blockSizes().get(child));
            }
        }
        return true;
    }

    private void descend(Cid cid, long expectedSize) {
        Block block = blocks.apply(cid);
        long size;
        if (cid.codec() == Cid.Codec.RAW) {
            leaf = block.content();
            size = block.length();
        } else {
            UnixFsNode node = UnixFsNode.read(block);
            if (node.type() != UnixFsNode.Type.FILE) {
                throw refused(cid, "it is a directory");
            }
            if (path.size() == UnixFsReader.MAX_HEIGHT) {
                throw refused(cid, "its tree is deeper than any file needs");
            }
            path.push(new OpenNode(node));
            size = node.fileSize();
        }
        if (expectedSize != ANY_SIZE && size != expectedSize) {
            throw refused(cid, "it has another size than the node above it says");
        }
    }

    private static StoreException refused(Cid cid, String reason) {
        return new StoreException("read file", cid.toString(), reason, false);
    }

    private static final class OpenNode {
        final UnixFsNode node;
        int next;

        OpenNode(UnixFsNode node) {
            this.node = node;
        }
    }
}
