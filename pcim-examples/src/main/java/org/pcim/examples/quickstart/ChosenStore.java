package org.pcim.examples.quickstart;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.error.InputException;
import org.pcim.ipfs.IpfsImageStore;
import org.pcim.store.ImageStore;

/** The store that was chosen: an IPFS node, or an embedded one. */
final class ChosenStore {

    private final @Nullable URI node;

    private ChosenStore(@Nullable URI node) {
        this.node = node;
    }

    /** The node whose RPC is at this address; without one, the embedded store. */
    static ChosenStore of(@Nullable URI node) {
        return new ChosenStore(node);
    }

    /** What it is, for people. */
    String name() {
        return node == null ? "the embedded store" : "the IPFS node at " + node;
    }

    /** Where the images lie, for people. */
    String place(WorkFolder work) {
        return node == null ? work.store().toString() : "pinned on " + node;
    }

    ImageStore open(WorkFolder work) {
        if (node == null) {
            return EmbeddedImageStore.open(work.store());
        }
        try {
            return IpfsImageStore.builder().node(node).build();
        } catch (IllegalArgumentException e) {
            throw new InputException("use store", node.toString(), "name the RPC of a node: http://127.0.0.1:5001", e);
        }
    }

    /** Has an embedded store drop what the check wrote, so that only the images lie there; a node collects by itself. */
    static void tidy(ImageStore store) {
        if (store instanceof EmbeddedImageStore embedded) {
            embedded.collect();
        }
    }
}
