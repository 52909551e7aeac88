package org.pcim.ethereum.internal.rpc;

import org.pcim.error.LedgerException;

/** A block that no node has in its chain: it was replaced (a reorganisation), or no node has got so far. */
public final class UnknownBlockException extends LedgerException {

    private static final long serialVersionUID = 1L;

    /** Says what was being read. */
    public UnknownBlockException(String action) {
        super(action, "", "the chain has changed meanwhile, or the nodes are behind; read again", true);
    }
}
