package org.pcim.ledger;

import java.time.Instant;
import org.pcim.model.Address;
import org.pcim.model.Bytes;

/**
 * An operation that is ready to be signed, by whoever holds the key, and to be submitted, by whoever pays.
 *
 * @param operation what is asked for
 * @param sender who asks, and has to sign
 * @param deadline after which the ledger refuses it
 * @param signable what the sender signs
 * @param bytes all of it as the ledger takes it back in {@link AccessLedger#restore}
 */
public record PreparedOperation(
        LedgerOperation operation, Address sender, Instant deadline, Signable signable, Bytes bytes) {}
