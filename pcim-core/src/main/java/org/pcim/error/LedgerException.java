package org.pcim.error;

import org.jspecify.annotations.Nullable;

/** A failure of the access ledger. */
public non-sealed class LedgerException extends PcimException {

    private static final long serialVersionUID = 1L;

    /** As {@link #LedgerException(String, String, String, boolean, Throwable)}, without a cause. */
    public LedgerException(String action, String subject, String reason, boolean retryable) {
        this(action, subject, reason, retryable, null);
    }

    /** Says what could not be done, to what, why, and whether calling again can help. */
    public LedgerException(String action, String subject, String reason, boolean retryable, @Nullable Throwable cause) {
        super(action, subject, reason, retryable, cause);
    }
}
