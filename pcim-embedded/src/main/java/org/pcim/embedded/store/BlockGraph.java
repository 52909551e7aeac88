package org.pcim.embedded.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.pcim.content.Block;
import org.pcim.content.DagLink;
import org.pcim.content.UnixFsNode;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/** Walks the graph below a root in depth-first order, each block once. */
final class BlockGraph {

    /** Who is told what is found; throws what ends the walk. */
    interface Visitor<E extends Exception> {

        /** Whether this block has not been visited yet. */
        boolean isFirst(Cid cid) throws E;

        /** Visits a node, which is needed for its links. */
        Block node(Cid cid) throws E;

        /** Visits a block without links. */
        void leaf(Cid cid) throws E;
    }

    /** More than the two levels of folders and the tree of the largest file. */
    private static final int MAX_HEIGHT = 16;

    private BlockGraph() {}

    /** Holds the links of the nodes on one path. */
    static <E extends Exception> void walk(Cid root, Visitor<E> visitor) throws E {
        Deque<Iterator<DagLink>> path = new ArrayDeque<>();
        visit(root, path, visitor);
        while (true) {
            Iterator<DagLink> links = path.peek();
            if (links == null) {
                return;
            }
            if (links.hasNext()) {
                visit(links.next().cid(), path, visitor);
            } else {
                path.pop();
            }
        }
    }

    private static <E extends Exception> void visit(Cid cid, Deque<Iterator<DagLink>> path, Visitor<E> visitor)
            throws E {
        if (!visitor.isFirst(cid)) {
            return;
        }
        if (cid.codec() == Cid.Codec.RAW) {
            visitor.leaf(cid);
            return;
        }
        if (path.size() == MAX_HEIGHT) {
            throw new StoreException(
                    "walk graph", cid.toString(), "no part of an image lies so deep; give the root of an image", false);
        }
        path.push(UnixFsNode.read(visitor.node(cid)).links().iterator());
    }
}
