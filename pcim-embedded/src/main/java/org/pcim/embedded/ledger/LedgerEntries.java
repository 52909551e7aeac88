package org.pcim.embedded.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.pcim.ledger.LedgerHead;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;

/** The entries of a ledger, in their order. */
final class LedgerEntries {

    private static final String SELECT = "SELECT number, time, digest, operation, signature, hash FROM entry ";

    private static final String HEAD = "SELECT number, time, hash FROM entry ";

    private final LedgerSql sql;

    LedgerEntries(LedgerSql sql) {
        this.sql = sql;
    }

    /** What the ledger was made as; nothing if its making was cut short. */
    Optional<LedgerGenesis> genesis() throws SQLException {
        return sql.first(
                row -> new LedgerGenesis(new LedgerId(row.getString(1)), Address.of(row.getBytes(2)), row.getLong(3)),
                "SELECT id, owner, created FROM ledger");
    }

    void begin(LedgerGenesis genesis) throws SQLException {
        sql.change(
                "INSERT INTO ledger VALUES (1, ?, ?, ?)",
                genesis.id().text(),
                genesis.owner().bytes(),
                genesis.created());
    }

    LedgerHead head(LedgerGenesis genesis) throws SQLException {
        return sql.first(LedgerEntries::readHead, HEAD + "ORDER BY number DESC LIMIT 1")
                .orElseGet(genesis::head);
    }

    /** The state after an entry, or before the first. */
    Optional<LedgerHead> head(LedgerGenesis genesis, long number) throws SQLException {
        return number == 0
                ? Optional.of(genesis.head())
                : sql.first(LedgerEntries::readHead, HEAD + "WHERE number = ?", number);
    }

    /** The number of the entry with this digest. */
    Optional<Long> number(Digest digest) throws SQLException {
        return sql.first(row -> row.getLong(1), "SELECT number FROM entry WHERE digest = ?", digest.bytes());
    }

    LedgerEntry get(long number) throws SQLException {
        return sql.first(LedgerEntries::read, SELECT + "WHERE number = ?", number)
                .orElseThrow(() -> new SQLException("entry " + number + " is missing; verify the ledger"));
    }

    /** The entry with the smallest number above this one. */
    Optional<LedgerEntry> next(long number) throws SQLException {
        return sql.first(LedgerEntries::read, SELECT + "WHERE number > ? ORDER BY number LIMIT 1", number);
    }

    void append(LedgerEntry entry) throws SQLException {
        sql.change(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
                entry.number(),
                entry.time(),
                entry.digest().bytes(),
                entry.operation(),
                entry.signature().bytes(),
                entry.hash().bytes());
    }

    private static LedgerHead readHead(ResultSet row) throws SQLException {
        return new LedgerHead(row.getLong(1), Instant.ofEpochSecond(row.getLong(2)), Digest.of(row.getBytes(3)));
    }

    private static LedgerEntry read(ResultSet row) throws SQLException {
        return new LedgerEntry(
                row.getLong(1),
                row.getLong(2),
                Digest.of(row.getBytes(3)),
                Bytes.of(row.getBytes(4)),
                Signature.of(row.getBytes(5)),
                Digest.of(row.getBytes(6)));
    }
}
