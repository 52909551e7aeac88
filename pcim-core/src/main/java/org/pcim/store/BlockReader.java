package org.pcim.store;

import org.pcim.content.Block;
import org.pcim.model.Cid;

/**
 * Reads the blocks of one graph.
 *
 * <p>Asked by one thread at a time. A caller that reads the whole graph asks in depth-first order, the root first, each
 * node's links in their order, and a block again each time it is linked, so that a store can stream.
 */
public interface BlockReader extends AutoCloseable {

    /**
     * The block with this CID.
     *
     * @throws org.pcim.error.BlockNotFoundException if the store does not have it
     */
    Block get(Cid cid);

    @Override
    void close();
}
