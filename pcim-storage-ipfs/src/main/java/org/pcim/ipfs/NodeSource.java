package org.pcim.ipfs;

import java.io.IOException;
import java.time.Duration;
import org.pcim.model.Cid;

/** A node's RPC. */
final class NodeSource implements BlockSource {

    private final KuboRpc rpc;
    private final Duration fetch;

    /**
     * The blocks of a node.
     *
     * @param fetch how long it may ask its peers for one that it does not have; zero if it may not
     */
    NodeSource(KuboRpc rpc, Duration fetch) {
        this.rpc = rpc;
        this.fetch = fetch;
    }

    @Override
    public Response block(Cid cid) throws IOException {
        return rpc.block(cid, fetch);
    }

    @Override
    public Response car(Cid root) throws IOException {
        return rpc.export(root, fetch);
    }

    @Override
    public String toString() {
        return fetch.isZero() ? rpc.toString() : rpc + " and its peers";
    }
}
