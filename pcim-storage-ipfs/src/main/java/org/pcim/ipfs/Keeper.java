package org.pcim.ipfs;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.pcim.model.Cid;

/** Somebody who keeps graphs. One call is one try. */
interface Keeper {

    /**
     * Has it keep the graph below a root, or sees that it will.
     *
     * @param origins addresses of nodes that have it
     */
    void pin(Cid root, List<String> origins) throws IOException;

    /** Has it keep the graph no longer. */
    void unpin(Cid root) throws IOException;

    /** Whether it keeps the graph. */
    Copy.State state(Cid root) throws IOException;

    URI address();
}
