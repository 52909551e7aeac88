package org.pcim.ethereum.internal.contract;

import java.util.ArrayList;
import java.util.List;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.EventLog;
import org.pcim.ethereum.internal.rpc.LogFilter;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * Who owned the contract when: what an owner does is logged without its name.
 *
 * <p>Safe for use by many threads.
 */
final class Owners {

    private static final Digest HANDED_OVER = ContractEvent.topic("OwnershipTransferred(address,address)");

    private final EthereumNodes nodes;
    private final Address contract;

    /** The block up to which the hand-overs are known. */
    private long known;

    private List<EventLog> handedOver = List.of();

    Owners(EthereumNodes nodes, Address contract, long since) {
        this.nodes = nodes;
        this.contract = contract;
        this.known = since - 1;
    }

    /** Who owned the contract when this was logged, in a block that is not after this one, which stays for good. */
    synchronized Address at(EventLog log, BlockHeader last) {
        if (known < last.number()) {
            LogFilter filter = new LogFilter(contract, List.of(List.of(HANDED_OVER)));
            List<EventLog> all = new ArrayList<>(handedOver);
            all.addAll(nodes.logs(filter, known + 1, last));
            handedOver = all;
            known = last.number();
        }
        Address owner = null;
        for (EventLog change : handedOver) {
            boolean before =
                    change.block() < log.block() || (change.block() == log.block() && change.index() < log.index());
            if (before && change.topics().size() > 2) {
                owner = ContractEvent.address(change, 2);
            }
        }
        if (owner == null) {
            throw AbiValues.malformed(null);
        }
        return owner;
    }
}
