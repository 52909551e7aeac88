package org.pcim.embedded.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Function;
import org.pcim.embedded.internal.SqliteDatabase;
import org.pcim.error.LedgerException;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.LedgerId;

/**
 * A ledger's file that was created or opened.
 *
 * @param database the file
 * @param genesis what it was created as
 */
record LedgerOpening(SqliteDatabase database, LedgerGenesis genesis) {

    private static final String FILE = "ledger.sqlite";
    private static final int ID_LENGTH = 16;
    private static final SqliteDatabase.Schema SCHEMA =
            new SqliteDatabase.Schema(LedgerSchema.APPLICATION_ID, LedgerSchema.VERSION, LedgerSchema.CREATE);

    static LedgerOpening create(Path directory, Address owner, Clock clock) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new LedgerException(
                    "create ledger", directory.toString(), "the directory cannot be made: " + e.getMessage(), false, e);
        }
        byte[] id = new byte[ID_LENGTH];
        new SecureRandom().nextBytes(id);
        LedgerGenesis genesis = new LedgerGenesis(
                LedgerId.embedded(Bytes.of(id)), owner, clock.instant().getEpochSecond());
        return opened(
                directory,
                database -> database.write(
                        "create ledger", transaction -> begin(new LedgerSql(transaction), directory, genesis)));
    }

    static LedgerOpening open(Path directory) {
        if (!Files.exists(directory.resolve(FILE))) {
            throw none(directory);
        }
        return opened(
                directory,
                database -> database.read(
                                "open ledger", transaction -> new LedgerEntries(new LedgerSql(transaction)).genesis())
                        .orElseThrow(() -> none(directory)));
    }

    private static LedgerOpening opened(Path directory, Function<SqliteDatabase, LedgerGenesis> genesis) {
        SqliteDatabase database = SqliteDatabase.open(directory.resolve(FILE), SCHEMA, LedgerException::new);
        boolean open = false;
        try {
            LedgerOpening opening = new LedgerOpening(database, genesis.apply(database));
            open = true;
            return opening;
        } finally {
            if (!open) {
                database.close();
            }
        }
    }

    private static LedgerGenesis begin(LedgerSql sql, Path directory, LedgerGenesis genesis) throws SQLException {
        LedgerEntries entries = new LedgerEntries(sql);
        if (entries.genesis().isPresent()) {
            throw new LedgerException(
                    "create ledger", directory.toString(), "there is a ledger already; open it instead", false);
        }
        entries.begin(genesis);
        return genesis;
    }

    private static LedgerException none(Path directory) {
        return new LedgerException("open ledger", directory.toString(), "there is none; create it first", false);
    }
}
