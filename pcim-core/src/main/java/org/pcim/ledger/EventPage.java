package org.pcim.ledger;

import java.util.List;

/**
 * Some events in the ledger's order.
 *
 * @param events the events, oldest first
 * @param next where to go on: after the last event that was looked at, whether it matched or not
 * @param last whether nothing came after it when this was read
 */
public record EventPage(List<RecordedEvent> events, Cursor next, boolean last) {

    /** Copies the list. */
    public EventPage {
        events = List.copyOf(events);
    }
}
