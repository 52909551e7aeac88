package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.pcim.embedded.ledger.EmbeddedAccessLedger;
import org.pcim.error.LedgerException;
import org.pcim.ledger.LedgerHead;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Study;

/** An embedded ledger with an entry that somebody has edited in its file. */
final class TamperedLedger {

    private static final int BYTES = 1000;

    private TamperedLedger() {}

    static Check check(Path folder) {
        return new Check(
                "tamper-proof, without a chain",
                "an edited entry of the embedded ledger is found",
                () -> findsEditedEntry(folder));
    }

    private static void findsEditedEntry(Path folder) throws IOException {
        LedgerHead head;
        try (World world = new World(folder)) {
            Study study = new Study(List.of(new SyntheticInstance("image", BYTES)), IdentifyingValues.none());
            world.register(world.deposit(study));
            head = world.ledger.head();
            world.ledger.verify(head);
        }
        Path ledger = folder.resolve("ledger");
        String file = "jdbc:sqlite:" + ledger.resolve("ledger.sqlite");
        try (Connection connection = DriverManager.getConnection(file);
                Statement statement = connection.createStatement()) {
            int edited = statement.executeUpdate("UPDATE entry SET time = time + 1 WHERE number = 1");
            Check.require(edited == 1, "there is no entry to edit");
        } catch (SQLException e) {
            throw new IOException("the ledger's file cannot be edited: " + e.getMessage(), e);
        }
        Check.requireRefused(
                LedgerException.class,
                () -> {
                    try (EmbeddedAccessLedger opened = EmbeddedAccessLedger.open(ledger)) {
                        opened.verify(head);
                    }
                },
                "the edited entry is not found");
    }
}
