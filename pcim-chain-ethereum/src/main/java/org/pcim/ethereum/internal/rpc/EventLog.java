package org.pcim.ethereum.internal.rpc;

import java.util.List;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/**
 * An event that a contract logged.
 *
 * @param contract which contract
 * @param topics the hash of the event's signature, then the indexed values
 * @param data the other values
 * @param block the number of its block
 * @param blockHash the hash of its block
 * @param transaction the hash of its transaction
 * @param index its place among the logs of its block
 */
public record EventLog(
        Address contract,
        List<Digest> topics,
        Bytes data,
        long block,
        Digest blockHash,
        Digest transaction,
        long index) {

    /** Copies the list. */
    public EventLog {
        topics = List.copyOf(topics);
    }
}
