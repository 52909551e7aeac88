package org.pcim.ethereum.internal.rpc;

import org.jspecify.annotations.Nullable;

/** A node that did not answer, or not with what was asked; another one may. The message names the node's host alone. */
class NodeFailure extends Exception {

    private static final long serialVersionUID = 1L;

    NodeFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
