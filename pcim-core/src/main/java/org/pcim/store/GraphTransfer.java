package org.pcim.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pcim.content.Block;
import org.pcim.content.DagLink;
import org.pcim.content.UnixFsNode;
import org.pcim.model.Cid;

/**
 * Brings a graph from one store to another, for example a study from an embedded store to IPFS. Its CID stays, so nothing
 * changes on a ledger.
 */
public final class GraphTransfer {

    private GraphTransfer() {}

    /**
     * Copies the graph below a root, and has the other store keep it. The first store keeps what it has.
     *
     * <p>Every block is verified, one is held at a time, and nothing of an incomplete graph is kept. Calling again after a
     * failure finishes it.
     *
     * @throws org.pcim.error.BlockNotFoundException if the first store lacks a block
     * @throws org.pcim.error.StoreException if a store fails, or a node is none of the format
     */
    public static void copy(Cid root, ImageStore from, ImageStore to) {
        try (BlockReader source = from.read(root);
                BlockWriter target = to.write()) {
            Set<Cid> nodes = new HashSet<>();
            Deque<Cid> next = new ArrayDeque<>(List.of(root));
            while (!next.isEmpty()) {
                Cid cid = next.pop();
                if (cid.codec() == Cid.Codec.DAG_PB && !nodes.add(cid)) {
                    continue;
                }
                Block block = source.get(cid);
                target.put(block);
                if (cid.codec() == Cid.Codec.DAG_PB) {
                    List<DagLink> links = UnixFsNode.read(block).links();
                    for (int i = links.size() - 1; i >= 0; i--) {
                        next.push(links.get(i).cid());
                    }
                }
            }
            target.commit(root);
        }
    }
}
