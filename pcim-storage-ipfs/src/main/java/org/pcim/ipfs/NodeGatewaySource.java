package org.pcim.ipfs;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Cid;

/** A node's own gateway, whose address the node is asked for once. */
final class NodeGatewaySource implements BlockSource {

    private final KuboRpc rpc;
    private final Transport transport;
    private volatile @Nullable GatewaySource gateway;

    NodeGatewaySource(KuboRpc rpc, Transport transport) {
        this.rpc = rpc;
        this.transport = transport;
    }

    @Override
    public Response block(Cid cid) throws IOException {
        return gateway().block(cid);
    }

    @Override
    public Response car(Cid root) throws IOException {
        return gateway().car(root);
    }

    @Override
    public String toString() {
        return "the gateway of " + rpc;
    }

    private GatewaySource gateway() throws IOException {
        GatewaySource known = gateway;
        if (known == null) {
            Optional<URI> address = rpc.gateway();
            known = new GatewaySource(
                    address.orElseThrow(() -> new Refused("it cannot be reached from here")), transport, true);
            gateway = known;
        }
        return known;
    }
}
