package org.pcim.ethereum.internal.rpc;

/** A node that does not have what is asked for, in its chain or at all. */
final class NotOnNode extends NodeFailure {

    private static final long serialVersionUID = 1L;

    NotOnNode(String host) {
        super(host + " does not have it", null);
    }
}
