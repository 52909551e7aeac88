package org.pcim.error;

import org.jspecify.annotations.Nullable;

/** A ledger on a chain that could not be used, for a reason that is known. */
public final class LedgerFaultException extends LedgerException {

    private static final long serialVersionUID = 1L;

    private final LedgerFault fault;

    /** As {@link #LedgerFaultException(String, String, LedgerFault, String, Throwable)}, without a cause. */
    public LedgerFaultException(String action, String subject, LedgerFault fault, String reason) {
        this(action, subject, fault, reason, null);
    }

    /** Says what could not be done, to what, and why. */
    public LedgerFaultException(
            String action, String subject, LedgerFault fault, String reason, @Nullable Throwable cause) {
        super(action, subject, reason, fault.retryable(), cause);
        this.fault = fault;
    }

    /** Which reason. */
    public LedgerFault fault() {
        return fault;
    }
}
