package org.pcim.embedded.ledger;

import java.sql.SQLException;
import java.util.Arrays;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.ImageId;

/** Where each requester stands with each image. */
final class AccessTable {

    /**
     * The state of (image, requester).
     *
     * @param status its status
     * @param expiry of the last approval, in seconds since 1970; 0 if there was none
     * @param version the version that the last capsule opens; 0 if there is none
     * @param sequence the sequence number of the certificate that the last capsule is wrapped for
     * @param entry the entry with the last capsule; 0 if there is none
     */
    record Row(AccessStatus status, long expiry, int version, long sequence, long entry) {

        static final Row NONE = new Row(AccessStatus.NONE, 0, 0, 0, 0);

        Row status(AccessStatus changed) {
            return new Row(changed, expiry, version, sequence, entry);
        }

        /** With the same expiry, for a new version. */
        Row regranted(int newVersion, long newSequence, long newEntry) {
            return new Row(status, expiry, newVersion, newSequence, newEntry);
        }

        boolean inForce(long now) {
            return status == AccessStatus.APPROVED && now < expiry;
        }
    }

    private final LedgerSql sql;

    AccessTable(LedgerSql sql) {
        this.sql = sql;
    }

    Row find(ImageId image, Address requester) throws SQLException {
        return sql.first(
                        row -> new Row(
                                status(row.getInt(1)), row.getLong(2), row.getInt(3), row.getLong(4), row.getLong(5)),
                        "SELECT status, expiry, version, sequence, entry FROM access WHERE image = ? AND requester = ?",
                        image.digest().bytes(),
                        requester.bytes())
                .orElse(Row.NONE);
    }

    void save(ImageId image, Address requester, Row row) throws SQLException {
        sql.change(
                "INSERT OR REPLACE INTO access VALUES (?, ?, ?, ?, ?, ?, ?)",
                image.digest().bytes(),
                requester.bytes(),
                row.status.number(),
                row.expiry,
                row.version,
                row.sequence,
                row.entry);
    }

    static AccessStatus status(int number) throws SQLException {
        return Arrays.stream(AccessStatus.values())
                .filter(status -> status.number() == number)
                .findFirst()
                .orElseThrow(() -> new SQLException("The ledger has an unknown status " + number));
    }
}
