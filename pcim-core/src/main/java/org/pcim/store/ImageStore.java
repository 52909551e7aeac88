package org.pcim.store;

import org.pcim.model.Cid;

/**
 * A content-addressed store of encrypted images.
 *
 * <p>It takes and gives blocks; that they are right is nothing it could get wrong unnoticed, since a
 * {@link org.pcim.content.Block} is made by hashing. How it keeps them (CAR, HTTP, nodes) is its own business.
 *
 * <p>Safe for use by many threads. Calls block; every call throws {@link org.pcim.error.StoreException} if the store
 * cannot be reached, is full or broken, and {@link org.pcim.error.CancelledException} if the thread is interrupted.
 */
public interface ImageStore extends AutoCloseable {

    /**
     * Begins to write a directed acyclic graph. Nothing of it is kept before it is committed: a store may show blocks by
     * their CIDs earlier, and drops them when it collects.
     */
    BlockWriter write();

    /**
     * Begins to read the graph below a root.
     *
     * @throws org.pcim.error.BlockNotFoundException now or at the first read, if the store does not have it
     */
    BlockReader read(Cid root);

    /**
     * Keeps the graph below a root, whatever is collected. Pinning twice is pinning once.
     *
     * @throws org.pcim.error.BlockNotFoundException if a block of it cannot be found
     */
    void pin(Cid root);

    /** No longer keeps the graph below a root; what nothing else keeps may go when the store collects. */
    void unpin(Cid root);

    /** Whether a root is kept. */
    PinStatus status(Cid root);

    /** Closes what was opened by this store itself. */
    @Override
    void close();
}
