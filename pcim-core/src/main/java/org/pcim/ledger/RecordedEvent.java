package org.pcim.ledger;

import java.time.Instant;
import org.pcim.model.Address;

/**
 * An event with where, when and by whom it was recorded.
 *
 * @param cursor where it stands on the ledger
 * @param time the ledger's time
 * @param operation the operation that brought it
 * @param sender who signed that operation
 * @param event what happened
 */
public record RecordedEvent(Cursor cursor, Instant time, OperationId operation, Address sender, LedgerEvent event) {}
