package org.pcim.ethereum.internal.rpc;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Digest;

/**
 * The newest blocks that were seen, so that a node that is behind is told from a chain that was reorganised.
 *
 * <p>Safe for use by many threads.
 */
final class SeenHeads {

    private static final int KEPT = 256;

    /** By number, without a gap: each is the parent of the next. */
    private final TreeMap<Long, Digest> hashes = new TreeMap<>();

    private @Nullable BlockHeader newest;
    private long newestSince;

    /**
     * Takes what a node gives as its newest block.
     *
     * @param asked when the node was asked ({@link System#nanoTime})
     * @return this one, or a newer one that was seen since; nothing if the node is behind
     */
    synchronized Optional<BlockHeader> admit(BlockHeader head, long asked) {
        if (newest == null || head.number() >= newest.number() || isReorganised(head)) {
            record(head);
            return Optional.of(head);
        }
        return newestSince - asked >= 0 ? Optional.of(newest) : Optional.empty();
    }

    /** Where history has got to. */
    synchronized long height() {
        return newest == null ? -1 : newest.number();
    }

    /** The hash of the block of this number in the chain that ends with this head; empty if it is not among those seen. */
    synchronized Optional<Digest> ancestor(BlockHeader head, long number) {
        boolean isSeen = number <= head.number() && head.hash().equals(hashes.get(head.number()));
        return isSeen ? Optional.ofNullable(hashes.get(number)) : Optional.empty();
    }

    /** Whether another block stood in its place. */
    private boolean isReorganised(BlockHeader head) {
        Digest seen = hashes.get(head.number());
        return seen != null && !seen.equals(head.hash());
    }

    private void record(BlockHeader head) {
        hashes.tailMap(head.number()).clear();
        if (!head.parent().equals(hashes.get(head.number() - 1))) {
            hashes.clear();
            hashes.put(head.number() - 1, head.parent());
        }
        hashes.put(head.number(), head.hash());
        Iterator<Map.Entry<Long, Digest>> oldest = hashes.entrySet().iterator();
        while (hashes.size() > KEPT) {
            oldest.next();
            oldest.remove();
        }
        newest = head;
        newestSince = System.nanoTime();
    }
}
