package org.pcim.ipfs;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.pcim.model.Cid;

/**
 * A node that keeps graphs.
 *
 * @param rpc the node
 * @param fetch how long it may look among its peers for a block that it does not have; zero if it may not
 */
record NodeKeeper(KuboRpc rpc, Duration fetch) implements Keeper {

    @Override
    public void pin(Cid root, List<String> origins) throws IOException {
        rpc.pin(root, fetch);
    }

    @Override
    public void unpin(Cid root) throws IOException {
        rpc.unpin(root);
    }

    @Override
    public Copy.State state(Cid root) throws IOException {
        return rpc.isPinned(root) ? Copy.State.PINNED : Copy.State.NOT_PINNED;
    }

    @Override
    public URI address() {
        return rpc.address();
    }

    /** The node. */
    @Override
    public String toString() {
        return rpc.toString();
    }
}
