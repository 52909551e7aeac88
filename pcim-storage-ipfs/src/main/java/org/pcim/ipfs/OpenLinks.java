package org.pcim.ipfs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pcim.content.Block;
import org.pcim.content.DagLink;
import org.pcim.content.UnixFsNode;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/**
 * What the blocks of a graph link and was not put: it has to be there before. Kubo, which is told to pin a graph that lacks
 * a block, waits for it without an end.
 *
 * <p>Remembers 64 bits of each block that was put, some 50 bytes in memory.
 */
final class OpenLinks {

    private final Set<Long> put = new HashSet<>();
    private final Set<Cid> open = new HashSet<>();

    void put(Block block) {
        put.add(mark(block.cid()));
        open.remove(block.cid());
        if (block.cid().codec() == Cid.Codec.DAG_PB) {
            for (DagLink link : links(block)) {
                require(link.cid());
            }
        }
    }

    /** A block that the graph needs. */
    void require(Cid cid) {
        if (!put.contains(mark(cid))) {
            open.add(cid);
        }
    }

    List<Cid> toList() {
        return List.copyOf(open);
    }

    private static long mark(Cid cid) {
        return cid.digest().bytes().asByteBuffer().getLong();
    }

    /** None if it is a node that the format does not have, which nobody will read either. */
    private static List<DagLink> links(Block block) {
        try {
            return UnixFsNode.read(block).links();
        } catch (StoreException e) {
            return List.of();
        }
    }
}
