package org.pcim.ethereum;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.pcim.ethereum.internal.rpc.SignerEndpoint;
import org.pcim.model.Address;

/**
 * What a node says of itself: for setting a ledger up, not for trusting the node.
 *
 * @param chainId the chain that it is on (EIP-155)
 * @param accounts whose keys it holds; as a rule nobody's, but a developer's node has some
 */
public record NodeInfo(long chainId, List<Address> accounts) {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Copies the list. */
    public NodeInfo {
        accounts = List.copyOf(accounts);
    }

    /**
     * Asks a node.
     *
     * @param url its JSON-RPC, {@code http} or {@code https}
     * @throws org.pcim.error.LedgerException if it does not answer
     */
    public static NodeInfo of(URI url) {
        SignerEndpoint node = new SignerEndpoint(url, DEADLINE);
        return new NodeInfo(node.chainId(), node.accounts());
    }
}
