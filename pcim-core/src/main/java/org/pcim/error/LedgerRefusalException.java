package org.pcim.error;

/** An operation that the ledger refused by its rules; the ledger is unchanged. */
public final class LedgerRefusalException extends LedgerException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    /** Says which operation was refused, on what, and by which rule. */
    public LedgerRefusalException(String action, String subject, Refusal refusal) {
        super(action, subject, refusal.reason(), false);
        this.refusal = refusal;
    }

    /** The rule that refused it. */
    public Refusal refusal() {
        return refusal;
    }
}
