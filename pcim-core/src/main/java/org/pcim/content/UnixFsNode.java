package org.pcim.content;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/**
 * A directory or an inner node of a file in UnixFS, encoded as dag-pb.
 *
 * <p>Only the canonical encoding is read: whatever has unknown fields, another order, a mode, a time, or is sharded
 * (HAMT) is refused, and so are a directory's names that repeat, are out of order or no names of a file.
 *
 * @param type directory or file
 * @param links the links, a directory's in the order of its names' bytes
 * @param fileSize a file's size in bytes; 0 for a directory
 * @param blockSizes for each link of a file, how many bytes of the file are below it; empty for a directory
 * @see <a href="https://specs.ipfs.tech/unixfs/">UnixFS specification</a>
 */
public record UnixFsNode(Type type, List<DagLink> links, long fileSize, List<Long> blockSizes) {

    /** Kinds of nodes, with their numbers in UnixFS. */
    public enum Type {
        /** A directory that is not sharded. */
        DIRECTORY(1),
        /** An inner node of a file. */
        FILE(2);

        final int number;

        Type(int number) {
            this.number = number;
        }
    }

    /** The most entries of a directory: so many stay far below the size at which a node of IPFS would shard it. */
    public static final int MAX_ENTRIES = 4096;

    static final int NODE_DATA = 0x0a;
    static final int NODE_LINK = 0x12;
    static final int LINK_HASH = 0x0a;
    static final int LINK_NAME = 0x12;
    static final int LINK_TSIZE = 0x18;
    static final int DATA_TYPE = 0x08;
    static final int DATA_FILE_SIZE = 0x18;
    static final int DATA_BLOCK_SIZE = 0x20;

    /** Copies the lists. */
    public UnixFsNode {
        links = List.copyOf(links);
        blockSizes = List.copyOf(blockSizes);
    }

    static UnixFsNode directory(List<DagLink> links) {
        return new UnixFsNode(Type.DIRECTORY, links, 0, List.of());
    }

    static UnixFsNode file(List<DagLink> links, List<Long> blockSizes) {
        return new UnixFsNode(
                Type.FILE, links, blockSizes.stream().mapToLong(Long::longValue).sum(), blockSizes);
    }

    /**
     * Reads the node in a block.
     *
     * @throws StoreException if the block is no node of the format
     */
    public static UnixFsNode read(Block block) {
        return UnixFsNodeReader.read(block);
    }

    /** The node as a block. */
    public Block toBlock() {
        return Block.of(Cid.Codec.DAG_PB, encode());
    }

    byte[] encode() {
        ProtobufWriter node = new ProtobufWriter();
        for (DagLink link : links) {
            node.bytes(
                    NODE_LINK,
                    new ProtobufWriter()
                            .bytes(LINK_HASH, link.cid().toByteArray())
                            .bytes(LINK_NAME, link.name().getBytes(StandardCharsets.UTF_8))
                            .number(LINK_TSIZE, link.totalSize())
                            .toByteArray());
        }
        ProtobufWriter data = new ProtobufWriter().number(DATA_TYPE, type.number);
        if (type == Type.FILE) {
            data.number(DATA_FILE_SIZE, fileSize);
            blockSizes.forEach(size -> data.number(DATA_BLOCK_SIZE, size));
        }
        return node.bytes(NODE_DATA, data.toByteArray()).toByteArray();
    }
}
