package org.pcim.testkit.sequence;

import java.time.Instant;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerOperation;
import org.pcim.model.Address;

/**
 * An operation that the model judges.
 *
 * @param operation the operation
 * @param sender who sends it
 * @param now the ledger's time
 * @param before how many items of the same batch come before it
 */
record Attempt(LedgerOperation operation, Address sender, Instant now, int before) {

    Attempt(LedgerOperation operation, Address sender, Instant now) {
        this(operation, sender, now, 0);
    }

    void require(boolean holds, Refusal otherwise) {
        if (!holds) {
            throw new LedgerRefusalException(operation.action(), operation.subject(), otherwise);
        }
    }
}
