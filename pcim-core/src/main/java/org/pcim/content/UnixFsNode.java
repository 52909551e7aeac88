package org.pcim.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pcim.error.InputException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/**
 * A directory or an inner node of a file in UnixFS, encoded as dag-pb.
 *
 * <p>Only the canonical encoding is read: whatever has unknown fields, another order, a mode, a time, or is sharded
 * (HAMT) is refused.
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

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    private static final int NODE_DATA = 0x0a;
    private static final int NODE_LINK = 0x12;
    private static final int LINK_HASH = 0x0a;
    private static final int LINK_NAME = 0x12;
    private static final int LINK_TSIZE = 0x18;
    private static final int DATA_TYPE = 0x08;
    private static final int DATA_FILE_SIZE = 0x18;
    private static final int DATA_BLOCK_SIZE = 0x20;

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
        try {
            UnixFsNode node = parse(block);
            if (!Arrays.equals(node.encode(), block.array())) {
                throw new MalformedNodeException("it is not encoded as the format says");
            }
            return node;
        } catch (MalformedNodeException e) {
            throw e.of(block.cid());
        } catch (InputException e) {
            throw new MalformedNodeException("a link in it is not a CIDv1 with SHA-256").of(block.cid());
        }
    }

    /** The node as a block. */
    public Block toBlock() {
        return Block.of(Cid.Codec.DAG_PB, encode());
    }

    private static UnixFsNode parse(Block block) {
        if (block.cid().codec() != Cid.Codec.DAG_PB) {
            throw new MalformedNodeException("it is a raw block");
        }
        ProtobufReader node = new ProtobufReader(block.content());
        List<DagLink> links = new ArrayList<>();
        while (node.next(NODE_LINK)) {
            links.add(parseLink(new ProtobufReader(node.bytes())));
        }
        if (!node.next(NODE_DATA)) {
            throw new MalformedNodeException("it has no data");
        }
        return parseData(new ProtobufReader(node.bytes()), links);
    }

    private static DagLink parseLink(ProtobufReader link) {
        if (!link.next(LINK_HASH)) {
            throw new MalformedNodeException("a link has no CID");
        }
        Cid cid = Cid.read(link.bytes());
        String name = link.next(LINK_NAME) ? decode(link.bytes()) : "";
        return new DagLink(name, cid, link.next(LINK_TSIZE) ? link.varint() : 0);
    }

    private static UnixFsNode parseData(ProtobufReader data, List<DagLink> links) {
        long type = data.next(DATA_TYPE) ? data.varint() : -1;
        if (type == Type.DIRECTORY.number) {
            return directory(links);
        }
        if (type != Type.FILE.number) {
            throw new MalformedNodeException("it is neither a plain directory nor a file (UnixFS type " + type + ")");
        }
        long fileSize = data.next(DATA_FILE_SIZE) ? data.varint() : 0;
        List<Long> blockSizes = new ArrayList<>();
        long sum = 0;
        while (blockSizes.size() < links.size() && data.next(DATA_BLOCK_SIZE)) {
            long size = data.varint();
            sum = addSizes(sum, size);
            blockSizes.add(size);
        }
        if (blockSizes.size() != links.size() || sum != fileSize) {
            throw new MalformedNodeException("its sizes contradict each other");
        }
        return new UnixFsNode(Type.FILE, links, fileSize, blockSizes);
    }

    private byte[] encode() {
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

    private static long addSizes(long sum, long size) {
        try {
            return Math.addExact(sum, size);
        } catch (ArithmeticException e) {
            throw new MalformedNodeException("its sizes are too large");
        }
    }

    private static String decode(ByteBuffer utf8) {
        return StandardCharsets.UTF_8.decode(utf8).toString();
    }
}
