package org.pcim.error;

/**
 * An event that the ledger has recorded and that its node no longer has, as nodes of Ethereum drop old logs.
 *
 * <p>What the ledger's state says is not affected: who is approved until when, and which version is the current one.
 */
public final class PrunedEventException extends LedgerException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what was to be read.
     *
     * @param block the number of the block in which the event lies
     */
    public PrunedEventException(String action, String subject, long block) {
        super(
                action,
                subject,
                "the ledger's node no longer has the events of block " + block + "; ask a node that keeps them",
                false);
    }
}
