package org.pcim.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.model.Cid;

/** Reads a node and refuses all that is not of the format. Gives up before it holds more links than a node may have. */
final class UnixFsNodeReader {

    private static final String ACTION = "read node";
    private static final int HAMT = 5;

    private UnixFsNodeReader() {}

    static UnixFsNode read(Block block) {
        try {
            UnixFsNode node = parse(block);
            if (!block.hasContent(node.encode())) {
                throw new MalformedNodeException(
                        "it has fields, an order or an encoding that the format does not have");
            }
            return node;
        } catch (MalformedNodeException e) {
            throw e.of(ACTION, block.cid());
        } catch (InputException e) {
            throw new MalformedNodeException("a link in it is not a CIDv1 with SHA-256 of a raw or dag-pb block")
                    .of(ACTION, block.cid());
        }
    }

    private static UnixFsNode parse(Block block) {
        if (block.cid().codec() != Cid.Codec.DAG_PB) {
            throw new MalformedNodeException("it is a raw block where the format has a directory");
        }
        ProtobufReader node = new ProtobufReader(block.content());
        List<DagLink> links = new ArrayList<>();
        while (node.next(UnixFsNode.NODE_LINK)) {
            if (links.size() == UnixFsNode.MAX_ENTRIES) {
                throw new MalformedNodeException("it has more than " + UnixFsNode.MAX_ENTRIES + " links");
            }
            links.add(parseLink(new ProtobufReader(node.bytes())));
        }
        if (!node.next(UnixFsNode.NODE_DATA)) {
            throw new MalformedNodeException("it has no UnixFS data");
        }
        ProtobufReader data = new ProtobufReader(node.bytes());
        long type = data.next(UnixFsNode.DATA_TYPE) ? data.varint() : -1;
        if (type == UnixFsNode.Type.DIRECTORY.number) {
            return directory(links);
        }
        if (type == UnixFsNode.Type.FILE.number) {
            return file(data, links);
        }
        throw new MalformedNodeException(
                type == HAMT
                        ? "it is a sharded directory (HAMT)"
                        : "it is neither a directory nor a file (UnixFS type " + type + ")");
    }

    private static DagLink parseLink(ProtobufReader link) {
        if (!link.next(UnixFsNode.LINK_HASH)) {
            throw new MalformedNodeException("a link in it has no CID");
        }
        Cid cid = Cid.read(link.bytes());
        String name = link.next(UnixFsNode.LINK_NAME)
                ? StandardCharsets.UTF_8.decode(link.bytes()).toString()
                : "";
        return new DagLink(name, cid, link.next(UnixFsNode.LINK_TSIZE) ? link.varint() : 0);
    }

    private static UnixFsNode directory(List<DagLink> links) {
        @Nullable String before = null;
        for (DagLink link : links) {
            String name = link.name();
            if (isNoName(name)) {
                throw new MalformedNodeException("a name in it is none that a file can have");
            }
            int order = before == null ? -1 : UnixFsDirectoryBuilder.BYTES.compare(before, name);
            if (order >= 0) {
                throw new MalformedNodeException(
                        order == 0 ? "two entries have one name" : "its entries are not in the order of their names");
            }
            before = name;
        }
        return UnixFsNode.directory(links);
    }

    private static boolean isNoName(String name) {
        return name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0;
    }

    private static UnixFsNode file(ProtobufReader data, List<DagLink> links) {
        long fileSize = data.next(UnixFsNode.DATA_FILE_SIZE) ? data.varint() : 0;
        List<Long> blockSizes = new ArrayList<>();
        long sum = 0;
        while (blockSizes.size() < links.size() && data.next(UnixFsNode.DATA_BLOCK_SIZE)) {
            long size = data.varint();
            if (size > fileSize - sum) {
                throw contradiction();
            }
            sum += size;
            blockSizes.add(size);
        }
        if (blockSizes.size() != links.size() || sum != fileSize) {
            throw contradiction();
        }
        if (links.stream().anyMatch(link -> !link.name().isEmpty())) {
            throw new MalformedNodeException("it is a file whose parts have names");
        }
        return new UnixFsNode(UnixFsNode.Type.FILE, links, fileSize, blockSizes);
    }

    private static MalformedNodeException contradiction() {
        return new MalformedNodeException("its size is not that of its parts");
    }
}
