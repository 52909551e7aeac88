package org.pcim.ethereum.internal.rpc;

import org.pcim.error.LedgerException;

/** A block that no node has in its chain: it was replaced (a reorganisation), or no node has got so far. */
public final class UnknownBlockException extends LedgerException {

    private static final long serialVersionUID = 1L;

    /** Says what was being read, and at which block. */
    public UnknownBlockException(String action, String block) {
        super(action, "at block " + block, "no node has this block in its chain now; read again", true);
    }
}
