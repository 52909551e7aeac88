package org.pcim;

import org.pcim.ledger.RecordedEvent;

/**
 * The answer of trace_authorization, which is recorded on the ledger.
 *
 * @param authorized whether an approval was in force
 * @param recorded the event, {@code AuthorizationSuccess} or {@code AuthorizationFailed}
 */
public record AuthorizationTrace(boolean authorized, RecordedEvent recorded) {}
