package org.pcim.error;

/** What keeps a ledger on a chain from being used, apart from its rules. */
public enum LedgerFault {
    /** No node answered in time, or each answered with an error of its own. */
    UNREACHABLE(true),
    /** A node is on another chain than the ledger. */
    WRONG_CHAIN(false),
    /** There is no contract at the ledger's address. */
    NO_CONTRACT(false),
    /** The contract at the ledger's address is another one. */
    OTHER_CONTRACT(false),
    /** Who pays does not own enough ether for it. */
    OUT_OF_FUNDS(false),
    /** The chain asks more for gas than was offered, or than the fee policy allows. */
    UNDERPRICED(true),
    /** Another transaction of the sender took its place; nothing was recorded. */
    OVERTAKEN(true);

    private final boolean retryable;

    LedgerFault(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same call can succeed later without anything being changed by the caller. */
    public boolean retryable() {
        return retryable;
    }
}
