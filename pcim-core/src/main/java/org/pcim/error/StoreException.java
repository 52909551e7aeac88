package org.pcim.error;

import org.jspecify.annotations.Nullable;

/** A failure of the image store, or of content that a store answered with. */
public non-sealed class StoreException extends PcimException {

    private static final long serialVersionUID = 1L;

    /** As {@link #StoreException(String, String, String, boolean, Throwable)}, without a cause. */
    public StoreException(String action, String subject, String reason, boolean retryable) {
        this(action, subject, reason, retryable, null);
    }

    /** Says what could not be done, to what, why, and whether calling again can help. */
    public StoreException(String action, String subject, String reason, boolean retryable, @Nullable Throwable cause) {
        super(action, subject, reason, retryable, cause);
    }
}
