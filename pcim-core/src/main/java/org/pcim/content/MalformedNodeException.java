package org.pcim.content;

import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/** Why a block is no node of the format; named with its CID before it leaves this package. */
final class MalformedNodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedNodeException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    StoreException of(Cid cid) {
        return new StoreException("read node", cid.toString(), reason, false, this);
    }
}
