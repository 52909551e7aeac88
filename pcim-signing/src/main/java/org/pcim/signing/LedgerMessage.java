package org.pcim.signing;

import java.time.Instant;
import org.pcim.ledger.LedgerOperation;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * All that the sender of an operation signs as typed data.
 *
 * @param operation what is asked for
 * @param sender who asks
 * @param nonce 32 random bytes, which tell apart operations that are equal otherwise
 * @param deadline the last second at which it may be recorded
 */
public record LedgerMessage(LedgerOperation operation, Address sender, Digest nonce, Instant deadline) {}
