package org.pcim.ethereum.internal.contract;

import java.util.ArrayList;
import java.util.List;
import org.pcim.ethereum.internal.rpc.EventLog;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.LedgerEvent;
import org.pcim.model.LedgerId;

/**
 * An event with its place in the chain.
 *
 * <p>A log can tell several: its place among the logs of its block stands in the upper bits of the cursor's index, and
 * the event's place in the log in the lower ones.
 *
 * @param cursor its place
 * @param log what it was read from
 * @param event the event
 */
record PlacedEvent(Cursor cursor, EventLog log, LedgerEvent event) {

    /** More grants than this do not fit into a transaction, nor more logs than the rest of the bits into a block. */
    private static final int BITS_OF_PLACE = 13;

    /** What a log tells; nothing if it is none of the contract's events. */
    static List<PlacedEvent> of(EventLog log, LedgerId ledger) {
        List<LedgerEvent> events =
                ContractEvent.of(log).map(kind -> kind.read(log, ledger)).orElse(List.of());
        List<PlacedEvent> placed = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            int index = Math.toIntExact((log.index() << BITS_OF_PLACE) + i);
            placed.add(new PlacedEvent(new Cursor(log.block(), index), log, events.get(i)));
        }
        return placed;
    }
}
