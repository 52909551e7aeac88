package org.pcim.ethereum.internal.sending;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * What this process has sent and is not in the chain for good yet.
 *
 * <p>Safe for use by many threads.
 */
final class Outbox {

    private final Map<Address, NavigableMap<Long, SentTransaction>> bySender = new HashMap<>();
    /** Also those that succeeded. */
    private final Map<Digest, SentTransaction> byOperation = new Recent<>();
    /** Also under the hashes of those that came to nothing and were sent anew. */
    private final Map<Digest, SentTransaction> byHash = new Recent<>();
    /** The least nonce that a sender has left, as the chain has it for good. */
    private final Map<Address, Long> floors = new Recent<>();

    /** Takes a transaction in, unless another one with its sender and nonce is here. */
    synchronized boolean add(SentTransaction sent) {
        NavigableMap<Long, SentTransaction> queue = bySender.computeIfAbsent(sent.sender(), sender -> new TreeMap<>());
        if (queue.putIfAbsent(sent.nonce(), sent) != null) {
            return false;
        }
        byHash.put(sent.name(), sent);
        if (sent.operation() != null) {
            byOperation.put(sent.operation(), sent);
        }
        return true;
    }

    /** It is in the chain for good. If it succeeded, its operation is not paid again. */
    synchronized void confirm(SentTransaction sent, boolean succeeded) {
        leaveQueue(sent);
        floors.merge(sent.sender(), sent.nonce() + 1, Math::max);
        if (!succeeded) {
            forgetOperation(sent);
        }
    }

    /** It is not to be sent any more; its nonce is free. */
    synchronized void remove(SentTransaction sent) {
        leaveQueue(sent);
        forgetOperation(sent);
    }

    /** Whoever awaits the one now awaits the other. */
    synchronized void sendAnew(SentTransaction old, SentTransaction sent) {
        byHash.replaceAll((hash, known) -> known.equals(old) ? sent : known);
    }

    synchronized Optional<SentTransaction> byHash(Digest hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    /** Whether it was sent, and not in vain. */
    synchronized boolean hasSent(Digest hash) {
        return byHash(hash).filter(sent -> sent.failure().isEmpty()).isPresent();
    }

    synchronized Optional<SentTransaction> byOperation(Digest operation) {
        return Optional.ofNullable(byOperation.get(operation));
    }

    /** What of this sender is here with this nonce or a higher one, in their order. */
    synchronized List<SentTransaction> from(Address sender, long nonce) {
        NavigableMap<Long, SentTransaction> queue = bySender.get(sender);
        return queue == null
                ? List.of()
                : List.copyOf(queue.tailMap(nonce, true).values());
    }

    /**
     * The first nonce that a sender has free.
     *
     * @param pendingCount how many of its transactions a node knows
     */
    synchronized long nextNonce(Address sender, long pendingCount) {
        long nonce = Math.max(pendingCount, floors.getOrDefault(sender, 0L));
        NavigableMap<Long, SentTransaction> queue = bySender.getOrDefault(sender, new TreeMap<>());
        while (queue.containsKey(nonce)) {
            nonce++;
        }
        return nonce;
    }

    private void leaveQueue(SentTransaction sent) {
        NavigableMap<Long, SentTransaction> queue = bySender.get(sent.sender());
        if (queue != null && queue.remove(sent.nonce(), sent) && queue.isEmpty()) {
            bySender.remove(sent.sender());
        }
    }

    private void forgetOperation(SentTransaction sent) {
        if (sent.operation() != null) {
            byOperation.remove(sent.operation(), sent);
        }
    }
}
