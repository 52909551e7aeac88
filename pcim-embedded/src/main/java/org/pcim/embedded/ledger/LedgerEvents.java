package org.pcim.embedded.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.signing.LedgerCodec;
import org.pcim.signing.LedgerMessage;

/** The events of a ledger, in their order. */
final class LedgerEvents {

    private static final String SELECT = """
            SELECT v.entry, v.place, e.time, e.digest, e.operation, v.kind, v.image, v.patient, v.requester, v.detail
            FROM event v JOIN entry e ON e.number = v.entry WHERE\s""";
    private static final String ORDER = " ORDER BY v.entry, v.place";

    private final LedgerSql sql;
    private final LedgerCodec codec;

    /** The operation that was read last, since a batch brings many events. */
    private @Nullable LedgerMessage read;

    private long readEntry;

    LedgerEvents(LedgerSql sql, LedgerCodec codec) {
        this.sql = sql;
        this.codec = codec;
    }

    void append(long entry, int place, LedgerEvent event) throws SQLException {
        LedgerEventRow row = LedgerEventRow.of(event);
        ImageId image = row.image();
        Address patient = row.patient();
        Address requester = row.requester();
        sql.change(
                "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)",
                entry,
                place,
                row.kind().number(),
                image == null ? null : image.digest().bytes(),
                patient == null ? null : patient.bytes(),
                requester == null ? null : requester.bytes(),
                row.detail());
    }

    /** What an entry brought. */
    List<RecordedEvent> of(long entry) throws SQLException {
        return sql.all(this::read, SELECT + "v.entry = ?" + ORDER, entry);
    }

    /** The event that an entry brought for this requester of this image. */
    Optional<LedgerEvent> of(long entry, ImageId image, Address requester) throws SQLException {
        return sql.first(
                        this::read,
                        SELECT + "v.entry = ? AND v.image = ? AND v.requester = ?",
                        entry,
                        image.digest().bytes(),
                        requester.bytes())
                .map(RecordedEvent::event);
    }

    /** Some events that match, after a place. */
    EventPage page(EventFilter filter, Cursor after, int max) throws SQLException {
        StringBuilder where = new StringBuilder("(v.entry, v.place) > (?, ?)");
        List<Object> parameters = new ArrayList<>(List.of(after.block(), after.index()));
        ImageId image = filter.image();
        if (image != null) {
            where.append(" AND v.image = ?");
            parameters.add(image.digest().bytes());
        }
        restrict(where, parameters, "patient", filter.patient());
        restrict(where, parameters, "requester", filter.requester());
        if (!filter.kinds().isEmpty()) {
            // A plus keeps SQLite off the index of kinds, which would have it sort, or pass by a better one.
            boolean alone = filter.kinds().size() == 1 && parameters.size() == 2;
            where.append(alone ? " AND v.kind IN (" : " AND +v.kind IN (")
                    .append(numbers(filter))
                    .append(')');
        }
        parameters.add(max + 1);
        List<RecordedEvent> found = sql.all(this::read, SELECT + where + ORDER + " LIMIT ?", parameters.toArray());
        if (found.size() > max) {
            return new EventPage(found.subList(0, max), found.get(max - 1).cursor(), false);
        }
        Cursor newest = newest().filter(cursor -> cursor.compareTo(after) > 0).orElse(after);
        return new EventPage(found, newest, true);
    }

    private static void restrict(
            StringBuilder where, List<Object> parameters, String column, @Nullable Address address) {
        if (address != null) {
            where.append(" AND v.").append(column).append(" = ?");
            parameters.add(address.bytes());
        }
    }

    private static String numbers(EventFilter filter) {
        return filter.kinds().stream()
                .flatMap(type -> LedgerEventKind.of(type).stream())
                .map(kind -> Integer.toString(kind.number()))
                .collect(Collectors.joining(", "));
    }

    private Optional<Cursor> newest() throws SQLException {
        return sql.first(
                row -> new Cursor(row.getLong(1), row.getInt(2)),
                "SELECT entry, place FROM event ORDER BY entry DESC, place DESC LIMIT 1");
    }

    private RecordedEvent read(ResultSet row) throws SQLException {
        int number = row.getInt(6);
        byte @Nullable [] image = row.getBytes(7);
        byte @Nullable [] patient = row.getBytes(8);
        byte @Nullable [] requester = row.getBytes(9);
        LedgerEventRow event = new LedgerEventRow(
                LedgerEventKind.of(number)
                        .orElseThrow(() -> new SQLException("an event is of an unknown kind " + number)),
                image == null ? null : new ImageId(Digest.of(image)),
                patient == null ? null : Address.of(patient),
                requester == null ? null : Address.of(requester),
                row.getLong(10));
        LedgerMessage message = message(row);
        return new RecordedEvent(
                new Cursor(row.getLong(1), row.getInt(2)),
                Instant.ofEpochSecond(row.getLong(3)),
                new OperationId(Digest.of(row.getBytes(4))),
                message.sender(),
                event.event(message.operation(), message.sender()));
    }

    private LedgerMessage message(ResultSet row) throws SQLException {
        long entry = row.getLong(1);
        LedgerMessage message = read;
        if (message == null || entry != readEntry) {
            message = codec.message(Bytes.of(row.getBytes(5)));
            read = message;
            readEntry = entry;
        }
        return message;
    }
}
