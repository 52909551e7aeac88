package org.pcim.error;

import org.jspecify.annotations.Nullable;

/** A block that no copy of the store that could be reached has. */
public final class BlockNotFoundException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** Names the block by its CID. */
    public BlockNotFoundException(String cid) {
        this(cid, null);
    }

    /** Names the block by its CID. */
    public BlockNotFoundException(String cid, @Nullable Throwable cause) {
        super(
                "read block",
                cid,
                "the store does not have it; add a store that keeps a copy, or restore it",
                false,
                cause);
    }
}
