package org.pcim.ipfs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.pcim.content.Block;
import org.pcim.content.DagLink;
import org.pcim.content.UnixFsNode;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/** What is asked for next by somebody who reads a graph in depth-first order; a guess. */
final class Upcoming {

    /** More than the links on the way to any leaf of a study; what lies farther ahead is forgotten. */
    private static final int MAX = 16 * 1024;

    private final Deque<Cid> next = new ArrayDeque<>();

    /** Whether a block is the one that was guessed. */
    boolean isNext(Cid cid) {
        return cid.equals(next.peekFirst());
    }

    /** Told of each block that was given. */
    void given(Block block) {
        if (isNext(block.cid())) {
            next.removeFirst();
        } else {
            next.clear();
        }
        if (block.cid().codec() == Cid.Codec.DAG_PB) {
            links(block).ifPresent(this::addFirst);
        }
    }

    /** The leaves that come before the next node, at most so many. */
    List<Cid> leaves(int max) {
        List<Cid> leaves = new ArrayList<>();
        for (Cid cid : next) {
            if (leaves.size() == max || cid.codec() != Cid.Codec.RAW) {
                break;
            }
            leaves.add(cid);
        }
        return leaves;
    }

    private void addFirst(List<DagLink> links) {
        for (int i = links.size() - 1; i >= 0; i--) {
            next.addFirst(links.get(i).cid());
        }
        while (next.size() > MAX) {
            next.removeLast();
        }
    }

    /** Empty if it is none of the format, which whoever asked for it will find. */
    private static Optional<List<DagLink>> links(Block block) {
        try {
            return Optional.of(UnixFsNode.read(block).links());
        } catch (StoreException e) {
            return Optional.empty();
        }
    }
}
