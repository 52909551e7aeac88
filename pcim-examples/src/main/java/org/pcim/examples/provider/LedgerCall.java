package org.pcim.examples.provider;

import java.time.Instant;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerOperation;
import org.pcim.model.Address;

/**
 * An operation that is being judged.
 *
 * @param operation what is asked for
 * @param sender who signed it
 * @param now the ledger's time
 */
record LedgerCall(LedgerOperation operation, Address sender, Instant now) {

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
