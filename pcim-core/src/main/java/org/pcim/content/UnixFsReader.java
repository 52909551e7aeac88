package org.pcim.content;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/**
 * Reads directories and files, every block verified, in depth-first order.
 *
 * <p>Sizes are taken from the nodes that the root's CID vouches for, and checked against the blocks; Tsize decides
 * nothing. Used by one thread at a time.
 */
public final class UnixFsReader {

    private final Function<Cid, Block> blocks;

    /** Asks for blocks by their CIDs, as a {@code BlockReader} answers them. */
    public UnixFsReader(Function<Cid, Block> blocks) {
        this.blocks = cid -> asked(cid, blocks.apply(cid));
    }

    /**
     * The block with this CID.
     *
     * @throws StoreException if another one came
     */
    public Block block(Cid cid) {
        return blocks.apply(cid);
    }

    /**
     * The entries of a directory, in their order.
     *
     * @throws StoreException if this is no directory of the format
     */
    public Map<String, Cid> directory(Cid cid) {
        Map<String, Cid> cids = new LinkedHashMap<>();
        entries(cid).forEach((name, entry) -> cids.put(name, entry.cid()));
        return cids;
    }

    /** As {@link #directory}, with each entry's Tsize, so that another directory can link it. */
    public Map<String, DagRoot> entries(Cid cid) {
        UnixFsNode node = UnixFsNode.read(blocks.apply(cid));
        if (node.type() != UnixFsNode.Type.DIRECTORY) {
            throw new MalformedNodeException("it is a file where the format has a directory").of("read directory", cid);
        }
        Map<String, DagRoot> entries = new LinkedHashMap<>();
        node.links().forEach(link -> entries.put(link.name(), new DagRoot(link.cid(), link.totalSize())));
        return entries;
    }

    /** As {@link #file(Cid, long)}, of any size. */
    public InputStream file(Cid cid) {
        return file(cid, Long.MAX_VALUE);
    }

    /**
     * The bytes of a file, whose first block is asked for at once. Holds one leaf, and one node for each level of the tree.
     *
     * <p>A file that is not of the format is refused with {@link StoreException}, here or where the stream comes to it. A
     * read that failed because a block could not be had can be repeated.
     *
     * @param maxSize the most bytes that the file can have
     */
    public InputStream file(Cid cid, long maxSize) {
        return new UnixFsFileStream(blocks, cid, maxSize);
    }

    private static Block asked(Cid cid, Block block) {
        if (!block.cid().equals(cid)) {
            throw Block.otherBytes(cid);
        }
        return block;
    }
}
