package org.pcim.error;

import java.util.OptionalInt;

/** An operation that the ledger refused by its rules; the ledger is unchanged. */
public final class LedgerRefusalException extends LedgerException {

    private static final long serialVersionUID = 1L;
    private static final int WHOLE = -1;

    private final Refusal refusal;
    private final int item;

    /** Says which operation was refused, on what, and by which rule. */
    public LedgerRefusalException(String action, String subject, Refusal refusal) {
        this(action, subject, refusal, WHOLE);
    }

    /**
     * Says which batch was refused, by which rule, and for which of its items.
     *
     * @param subject what that item is about
     * @param item its place in the batch, from 0
     */
    public LedgerRefusalException(String action, String subject, Refusal refusal, int item) {
        super(action, subject, refusal.reason(), false);
        this.refusal = refusal;
        this.item = item;
    }

    /** The rule that refused it. */
    public Refusal refusal() {
        return refusal;
    }

    /**
     * The place of the first item of a batch that is refused, from 0: without it, the others may be sent again. Empty if the
     * operation is no batch, or is refused as a whole.
     */
    public OptionalInt item() {
        return item == WHOLE ? OptionalInt.empty() : OptionalInt.of(item);
    }
}
