package org.pcim.embedded.ledger;

import java.sql.SQLException;
import java.util.List;
import org.pcim.model.Address;

/** The published certificates: in which entry each of them stands. */
final class CertificateTable {

    private final LedgerSql sql;

    CertificateTable(LedgerSql sql) {
        this.sql = sql;
    }

    /** The sequence number of this owner's newest certificate; 0 if there is none. */
    long lastSequence(Address owner) throws SQLException {
        return last("sequence", owner);
    }

    /** The entry with this owner's newest certificate; 0 if there is none. */
    long lastEntry(Address owner) throws SQLException {
        return last("entry", owner);
    }

    /** The entries with this owner's certificates, oldest first. */
    List<Long> entries(Address owner) throws SQLException {
        return sql.all(
                row -> row.getLong(1),
                "SELECT entry FROM certificate WHERE owner = ? ORDER BY sequence",
                owner.bytes());
    }

    void add(Address owner, long sequence, long entry) throws SQLException {
        sql.change("INSERT INTO certificate VALUES (?, ?, ?)", owner.bytes(), sequence, entry);
    }

    private long last(String column, Address owner) throws SQLException {
        return sql.first(
                        row -> row.getLong(1),
                        "SELECT " + column + " FROM certificate WHERE owner = ? ORDER BY sequence DESC LIMIT 1",
                        owner.bytes())
                .orElse(0L);
    }
}
