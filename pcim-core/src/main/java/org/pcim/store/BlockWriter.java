package org.pcim.store;

import org.pcim.content.Block;
import org.pcim.model.Cid;

/**
 * Writes the blocks of one graph.
 *
 * <p>Many threads may put; blocks may come in any order and more than once. Closing without having committed leaves
 * nothing behind that is pinned.
 */
public interface BlockWriter extends AutoCloseable {

    /** Takes a block. The caller does not change its bytes any more. */
    void put(Block block);

    /**
     * Ends the graph: when this returns, every block is durable and the root is pinned.
     *
     * @throws org.pcim.error.StoreException if the store cannot promise that, because a block of the graph was neither put
     *     nor there before, the disk is full, or the store broke; then nothing is pinned
     */
    void commit(Cid root);

    @Override
    void close();
}
