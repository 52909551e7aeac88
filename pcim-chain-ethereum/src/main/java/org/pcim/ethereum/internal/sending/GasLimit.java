package org.pcim.ethereum.internal.sending;

import org.jspecify.annotations.Nullable;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.model.Address;
import org.pcim.model.Bytes;

/** How much gas a transaction may take. What it does not take is not paid. */
final class GasLimit {

    /** The most that a transaction may take (EIP-7825). */
    private static final long MOST = 1 << 24;

    private static final long MARGIN = 10_000;
    private static final long SPARE_PARTS = 5;
    /** For what is refused now and may not be later: calls of PCIM's contract write a few slots and log their data. */
    private static final long WRITES = 400_000;

    private static final long EACH_BYTE = 60;

    private final EthereumNodes nodes;

    GasLimit(EthereumNodes nodes) {
        this.nodes = nodes;
    }

    /** A fifth more than it takes now, at the newest block. */
    long of(Address sender, @Nullable Address to, Bytes data, BlockHeader newest) throws RevertException {
        long estimate =
                nodes.<Long, RevertException>atHead(newest, head -> nodes.estimateGas(sender, to, data, head.hash()));
        return Math.min(estimate + estimate / SPARE_PARTS + MARGIN, MOST);
    }

    /** As {@link #of}; where the contract would refuse it now, more than a call with this data takes. */
    long orEnough(Address sender, @Nullable Address to, Bytes data, BlockHeader newest) {
        try {
            return of(sender, to, data, newest);
        } catch (RevertException refused) {
            return Math.min(WRITES + EACH_BYTE * data.length(), MOST);
        }
    }
}
