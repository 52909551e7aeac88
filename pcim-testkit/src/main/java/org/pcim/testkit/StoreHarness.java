package org.pcim.testkit;

import org.pcim.store.ImageStore;

/** A place of its own that an image store keeps its blocks in, empty when it is made. */
public interface StoreHarness extends AutoCloseable {

    /**
     * Opens a store on the place. Each call gives another one, as another process would have it; what one has committed,
     * the others have. The suite closes it.
     */
    ImageStore open();

    /** Has the place delete what no pin keeps, as its operator would. */
    void collect();

    /** Gives the place up, after all stores have been closed. */
    @Override
    void close();
}
