package org.pcim.ethereum.internal.rpc;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * What became of a transaction that is in a block.
 *
 * @param transaction its hash
 * @param block the number of its block
 * @param blockHash the hash of its block
 * @param succeeded whether it took effect; if not, it paid its gas and changed nothing
 * @param gasUsed what it took
 * @param gasPrice wei that it paid for each unit of gas
 * @param created the contract that it made; null if it made none
 * @param logs its events, in order
 */
public record TransactionReceipt(
        Digest transaction,
        long block,
        Digest blockHash,
        boolean succeeded,
        long gasUsed,
        BigInteger gasPrice,
        @Nullable Address created,
        List<EventLog> logs) {

    /** Copies the list. */
    public TransactionReceipt {
        logs = List.copyOf(logs);
    }
}
