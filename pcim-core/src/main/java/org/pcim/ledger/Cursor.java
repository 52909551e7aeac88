package org.pcim.ledger;

import java.util.Comparator;

/**
 * A place in a ledger's order of events.
 *
 * @param block the number of the block, or of the entry on a ledger without blocks; from 1
 * @param index the event's place in it, from 0
 */
public record Cursor(long block, int index) implements Comparable<Cursor> {

    /** Before the first event. */
    public static final Cursor START = new Cursor(0, 0);

    private static final Comparator<Cursor> ORDER =
            Comparator.comparingLong(Cursor::block).thenComparingInt(Cursor::index);

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }
}
