package org.pcim.embedded.ledger;

import java.sql.SQLException;
import java.util.Optional;
import org.pcim.ledger.Institution;
import org.pcim.model.Address;
import org.pcim.model.Role;

/**
 * The institutions with their members.
 *
 * <p>A member belongs to one admission of its institution, so that removing an institution ends all its memberships at
 * once, and admitting it again revives none.
 */
final class InstitutionTable {

    private final LedgerSql sql;

    InstitutionTable(LedgerSql sql) {
        this.sql = sql;
    }

    boolean isRegistered(Address institution) throws SQLException {
        return sql.exists("SELECT 1 FROM institution WHERE address = ? AND registered = 1", institution.bytes());
    }

    void admit(Address institution, String name) throws SQLException {
        sql.change("""
                INSERT INTO institution VALUES (?, ?, 1, 1) ON CONFLICT (address)
                DO UPDATE SET name = excluded.name, admission = admission + 1, registered = 1""", institution.bytes(), name);
    }

    void dismiss(Address institution) throws SQLException {
        sql.change("UPDATE institution SET registered = 0 WHERE address = ?", institution.bytes());
    }

    /** The registered institution whose member this is. */
    Optional<Institution> of(Role role, Address member) throws SQLException {
        return sql.first(
                row -> new Institution(Address.of(row.getBytes(1)), row.getString(2)),
                """
                SELECT i.address, i.name FROM member m
                JOIN institution i ON i.address = m.institution AND i.admission = m.admission AND i.registered = 1
                WHERE m.role = ? AND m.address = ?""",
                role.number(),
                member.bytes());
    }

    void addMember(Address institution, Role role, Address member) throws SQLException {
        sql.change(
                "INSERT OR REPLACE INTO member SELECT ?, ?, address, admission FROM institution WHERE address = ?",
                role.number(),
                member.bytes(),
                institution.bytes());
    }

    void removeMember(Role role, Address member) throws SQLException {
        sql.change("DELETE FROM member WHERE role = ? AND address = ?", role.number(), member.bytes());
    }
}
