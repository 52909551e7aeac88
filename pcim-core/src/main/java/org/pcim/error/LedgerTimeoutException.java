package org.pcim.error;

/**
 * An operation that was sent and whose outcome is not known yet.
 *
 * <p>It may still be recorded: await the same operation again, or repeat the same call; it never acts twice.
 */
public final class LedgerTimeoutException extends LedgerException {

    private static final long serialVersionUID = 1L;

    /** Says which operation was awaited, and for how long. */
    public LedgerTimeoutException(String action, String operationId, long seconds) {
        super(action, operationId, "the ledger has not recorded it within " + seconds + " s; await it again", true);
    }
}
