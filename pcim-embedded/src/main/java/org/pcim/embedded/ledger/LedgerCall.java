package org.pcim.embedded.ledger;

import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerOperation;
import org.pcim.model.Address;

/**
 * An operation that is being judged.
 *
 * @param operation what is asked for
 * @param sender who signed it
 * @param now the ledger's time in seconds since 1970
 * @param entry the number that its entry gets
 */
record LedgerCall(LedgerOperation operation, Address sender, long now, long entry) {

    /** Refuses the operation unless the rule holds. */
    void require(boolean holds, Refusal otherwise) {
        if (!holds) {
            throw refused(otherwise);
        }
    }

    LedgerRefusalException refused(Refusal refusal) {
        return new LedgerRefusalException(operation.action(), operation.subject(), refusal);
    }
}
