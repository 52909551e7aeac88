package org.pcim.ethereum.internal.rpc;

/** An answer that is larger than what is taken from a node. */
final class OversizedAnswer extends NodeFailure {

    private static final long serialVersionUID = 1L;

    OversizedAnswer(String message) {
        super(message, null);
    }
}
