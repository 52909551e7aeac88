package org.pcim.content;

import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/** Why a graph is none of the format; named with the CID of the block before it leaves this package. */
final class MalformedNodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedNodeException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** What a caller is told. The CID vouches for the bytes, so another copy of them is no better. */
    StoreException of(String action, Cid cid) {
        return new StoreException(
                action, cid.toString(), reason + "; no store can mend that, deposit the study again", false, this);
    }
}
