package org.pcim.embedded.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.PreparedOperation;
import org.pcim.signing.LedgerCodec;

/**
 * The proof that a ledger is what its entries make it.
 *
 * <p>Every entry is carried out once more, by the same rules at the time that it says, on an empty database; then every
 * table must be the same. That finds whatever was changed in the file, except a cut tail, which only a head that was
 * kept elsewhere shows.
 */
final class LedgerVerification {

    private final Connection subject;
    private final LedgerGenesis genesis;
    private final LedgerSignatures signatures;
    private final LedgerCodec codec;

    /** Of the ledger in this transaction. */
    LedgerVerification(Connection subject, LedgerGenesis genesis, LedgerSignatures signatures, LedgerCodec codec) {
        this.subject = subject;
        this.genesis = genesis;
        this.signatures = signatures;
        this.codec = codec;
    }

    /** The verified head, which is the kept one or follows it. */
    LedgerHead verify(LedgerHead kept) throws SQLException {
        requireIntact();
        // An empty name is SQLite's temporary database, which lies on disk as soon as it is large.
        try (Connection replica = DriverManager.getConnection("jdbc:sqlite:")) {
            try (Statement statement = replica.createStatement()) {
                for (String table : LedgerSchema.CREATE) {
                    statement.execute(table);
                }
                statement.execute("BEGIN");
            }
            LedgerHead head = replay(replica, kept);
            for (LedgerSchema.Table table : LedgerSchema.DERIVED) {
                compare(table, replica);
            }
            return head;
        }
    }

    private LedgerHead replay(Connection replica, LedgerHead kept) throws SQLException {
        LedgerEntries entries = new LedgerEntries(new LedgerSql(subject));
        LedgerRecorder recorder = new LedgerRecorder(replica, genesis, signatures, codec);
        LedgerHead head = genesis.head();
        requireKept(kept, head);
        while (true) {
            Optional<LedgerEntry> next = next(entries, head);
            if (next.isEmpty()) {
                break;
            }
            LedgerEntry entry = next.get();
            requireChained(head, entry);
            requireKept(kept, entry.head());
            carryOut(recorder, entry);
            head = entry.head();
        }
        if (head.block() < kept.block()) {
            throw failed(head.block() + 1, "it is missing, and so is all up to the kept head " + kept.block());
        }
        return head;
    }

    private static Optional<LedgerEntry> next(LedgerEntries entries, LedgerHead head) {
        try {
            return entries.next(head.block());
        } catch (SQLException e) {
            throw new LedgerException(
                    "verify ledger entry", Long.toString(head.block() + 1), "it cannot be read", false, e);
        }
    }

    private static void requireChained(LedgerHead head, LedgerEntry entry) {
        if (entry.number() != head.block() + 1) {
            throw failed(head.block() + 1, "it is missing");
        }
        if (entry.time() < head.time().getEpochSecond()) {
            throw failed(entry.number(), "its time is before that of the entry before it");
        }
        LedgerEntry expected =
                LedgerEntry.after(head, entry.time(), entry.digest(), entry.operation(), entry.signature());
        if (!expected.equals(entry)) {
            throw failed(entry.number(), "it, or its place in the order, was changed: its hash is another");
        }
    }

    private static void requireKept(LedgerHead kept, LedgerHead head) {
        if (head.block() == kept.block() && !head.equals(kept)) {
            throw failed(head.block(), "it is not the one of the kept head: the ledger was written anew");
        }
    }

    private void carryOut(LedgerRecorder recorder, LedgerEntry entry) throws SQLException {
        try {
            PreparedOperation operation = codec.restore(entry.operation());
            if (!operation.signable().digest().equals(entry.digest())) {
                throw failed(entry.number(), "its digest is not that of its operation");
            }
            if (!signatures.verify(operation.sender(), entry.digest(), entry.signature())) {
                throw failed(entry.number(), "its sender did not sign it");
            }
            recorder.record(operation, entry.signature(), entry.time());
        } catch (LedgerRefusalException | InputException e) {
            throw new LedgerException(
                    "verify ledger entry", Long.toString(entry.number()), "the rules refuse it", false, e);
        }
    }

    private void requireIntact() throws SQLException {
        try (Statement statement = subject.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA integrity_check(1)")) {
            if (!answer.next() || !answer.getString(1).equals("ok")) {
                throw new LedgerException(
                        "verify ledger", genesis.id().text(), "its file is damaged: " + answer.getString(1), false);
            }
        }
    }

    private void compare(LedgerSchema.Table table, Connection replica) throws SQLException {
        String query = "SELECT * FROM " + table.name() + " ORDER BY " + table.key();
        try (Statement here = subject.createStatement();
                Statement there = replica.createStatement();
                ResultSet found = here.executeQuery(query);
                ResultSet expected = there.executeQuery(query)) {
            boolean more = true;
            while (more) {
                more = found.next();
                if (more != expected.next() || (more && !sameRow(found, expected))) {
                    throw new LedgerException(
                            "verify ledger table",
                            table.name(),
                            "it does not follow from the entries, so it was changed from outside",
                            false);
                }
            }
        }
    }

    private static boolean sameRow(ResultSet one, ResultSet other) throws SQLException {
        int columns = other.getMetaData().getColumnCount();
        if (one.getMetaData().getColumnCount() != columns) {
            return false;
        }
        for (int column = 1; column <= columns; column++) {
            if (!Arrays.deepEquals(new Object[] {one.getObject(column)}, new Object[] {other.getObject(column)})) {
                return false;
            }
        }
        return true;
    }

    private static LedgerException failed(long entry, String reason) {
        return new LedgerException("verify ledger entry", Long.toString(entry), reason, false);
    }
}
