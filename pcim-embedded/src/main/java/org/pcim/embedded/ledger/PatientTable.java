package org.pcim.embedded.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;

/** What each patient has chosen for all of its images. */
final class PatientTable {

    /**
     * The choices of a patient.
     *
     * @param registeredOnly whether only registered requesters may ask
     * @param limit its limit of approvals
     */
    record Row(boolean registeredOnly, ApprovalLimit limit) {

        static final Row DEFAULT = new Row(false, ApprovalLimit.NONE);

        Row limit(ApprovalLimit changed) {
            return new Row(registeredOnly, changed);
        }
    }

    private final LedgerSql sql;

    PatientTable(LedgerSql sql) {
        this.sql = sql;
    }

    Row find(Address patient) throws SQLException {
        return sql.first(PatientTable::read, """
                        SELECT registered_only, limit_max, limit_period, limit_start, limit_used, next_max, next_period
                        FROM patient WHERE address = ?""", patient.bytes()).orElse(Row.DEFAULT);
    }

    void save(Address patient, Row row) throws SQLException {
        ApprovalLimit limit = row.limit;
        ApprovalLimit.@Nullable Next next = limit.next();
        sql.change(
                "INSERT OR REPLACE INTO patient VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                patient.bytes(),
                row.registeredOnly ? 1 : 0,
                limit.max(),
                limit.period(),
                limit.start(),
                limit.used(),
                next == null ? null : next.max(),
                next == null ? null : next.period());
    }

    private static Row read(ResultSet row) throws SQLException {
        long nextMax = row.getLong(6);
        ApprovalLimit.@Nullable Next next = row.wasNull() ? null : new ApprovalLimit.Next(nextMax, row.getLong(7));
        return new Row(
                row.getBoolean(1),
                new ApprovalLimit(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), next));
    }
}
