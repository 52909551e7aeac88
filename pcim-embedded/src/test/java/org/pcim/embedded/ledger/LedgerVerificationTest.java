package org.pcim.embedded.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.embedded.EmbeddedLedgerHarness;
import org.pcim.error.LedgerException;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.ImageId;
import org.pcim.testkit.LedgerWorld;

class LedgerVerificationTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedLedgerHarness harness;

    @SuppressWarnings("NullAway.Init")
    private LedgerWorld world;

    @SuppressWarnings("NullAway.Init")
    private LedgerHead head;

    /** A ledger with rows in every table; its entries are a second apart. */
    @BeforeEach
    void live() {
        harness = new EmbeddedLedgerHarness(directory);
        world = new LedgerWorld(harness);
        LedgerSigner patient = world.participant();
        ImageId image = world.image(patient);
        world.act(patient, new SetApprovalLimit(5, DAY));
        world.act(patient, new SetApprovalLimit(6, DAY));
        world.advance(Duration.ofSeconds(1));
        LedgerSigner approved = world.approved(patient, image, DAY);
        world.advance(Duration.ofSeconds(1));
        LedgerSigner denied = world.pending(image);
        world.act(patient, new DenyRequester(image, denied.address(), world.reason()));
        world.advance(Duration.ofSeconds(1));
        world.act(approved, new TraceAuthorization(image, approved.address()));
        world.act(patient, new RemoveRequester(image, approved.address(), world.reason()));
        head = harness.ledger().head();
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void untouchedLedgerIsVerified() {
        assertEquals(head, harness.ledger().verify(head));
        assertEquals(head, harness.reopen().verify(head));
    }

    @Test
    void emptyLedgerIsVerified() {
        try (var empty = new EmbeddedLedgerHarness(directory.resolve("empty"))) {
            LedgerHead genesis = empty.ledger().head();
            assertEquals(0, genesis.block());
            assertEquals(genesis, empty.ledger().verify(genesis));
        }
    }

    @Test
    void ledgerGoesOnFromAKeptHead() {
        LedgerSigner somebody = world.requester();
        world.act(somebody, world.publishKey(somebody, 2));
        LedgerHead now = harness.ledger().verify(head);
        assertEquals(head.block() + 2, now.block());
        assertEquals(harness.ledger().head(), now);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time = time + 1",
                "time = time - 1",
                "digest = zeroblob(32)",
                "operation = CAST(substr(operation, 1, 100) || x'00' || substr(operation, 102) AS BLOB)",
                "operation = zeroblob(100)",
                "signature = zeroblob(65)",
                "signature = CAST(substr(signature, 1, 64) || x'1d' AS BLOB)",
                "hash = zeroblob(32)",
                "hash = zeroblob(3)",
                "number = number + 1000"
            })
    void editedEntryIsNamed(String change) throws SQLException {
        assertFound("entry 7", "UPDATE entry SET " + change + " WHERE number = 7");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 13})
    void removedEntryIsNamed(long number) throws SQLException {
        assertFound("entry " + number, "DELETE FROM entry WHERE number = " + number);
    }

    @Test
    void swappedEntriesAreFound() throws SQLException {
        assertFound(
                "entry 6",
                "UPDATE entry SET number = 1000 WHERE number = 6",
                "UPDATE entry SET number = 6 WHERE number = 7",
                "UPDATE entry SET number = 7 WHERE number = 1000");
    }

    @Test
    void addedEntryIsFound() throws SQLException {
        assertFound(
                "entry 14",
                "INSERT INTO entry SELECT 14, time, zeroblob(32), operation, signature, hash FROM entry WHERE number = 13");
    }

    /** Whoever can compute hashes can make a new chain; not so the senders' signatures, nor the kept head. */
    @Test
    void chainMadeAnewIsFound() throws SQLException {
        LedgerEntry entry = entry(13);
        LedgerHead before = entry(12).head();
        LedgerEntry later =
                LedgerEntry.after(before, entry.time() + 1, entry.digest(), entry.operation(), entry.signature());
        assertFound(
                "entry 13",
                "UPDATE entry SET time = time + 1, hash = x'" + later.hash().toHex() + "' WHERE number = 13");

        LedgerEntry forged = LedgerEntry.after(
                before,
                entry.time(),
                entry.digest(),
                entry.operation(),
                entry(12).signature());
        LedgerFile.change(
                directory,
                "UPDATE entry SET time = " + entry.time() + ", signature = x'"
                        + forged.signature().bytes().toHex() + "', hash = x'"
                        + forged.hash().toHex() + "' WHERE number = 13");
        assertFails("entry 13", harness.ledger().head());
    }

    @Test
    void cutTailIsFoundByAKeptHead() throws SQLException {
        LedgerSigner somebody = world.participant();
        world.act(somebody, world.publishKey(somebody, 1));
        LedgerHead kept = harness.ledger().head();
        LedgerFile.change(
                directory,
                "DELETE FROM entry WHERE number = 14",
                "DELETE FROM event WHERE entry = 14",
                "DELETE FROM certificate WHERE entry = 14");

        assertEquals(head, harness.ledger().verify(harness.ledger().head()), "nothing shows it otherwise");
        assertFails("entry 14", kept);
    }

    /** Copies that end earlier are whole ledgers by themselves. */
    @Test
    void everyCutTailIsFoundByAKeptHead() throws SQLException, IOException {
        LedgerSigner somebody = world.participant();
        List<Path> earlier = new ArrayList<>();
        for (int sequence = 1; sequence <= 5; sequence++) {
            Path copy = Files.createDirectory(directory.resolve("copy" + sequence));
            LedgerFile.change(directory, "VACUUM INTO '" + copy.resolve("ledger.sqlite") + "'");
            earlier.add(copy);
            world.act(somebody, world.publishKey(somebody, sequence));
        }
        LedgerHead kept = harness.ledger().head();
        for (Path copy : earlier) {
            try (EmbeddedAccessLedger cut = EmbeddedAccessLedger.open(copy, harness.clock())) {
                LedgerHead end = cut.head();
                assertEquals(end, cut.verify(end), "nothing shows it otherwise");
                LedgerException failure = assertThrows(LedgerException.class, () -> cut.verify(kept));
                assertTrue(failure.toString().contains("entry " + (end.block() + 1) + ": it is missing"));
            }
        }
    }

    @Test
    void otherLedgerIsFoundByAKeptHead() {
        try (var other = new EmbeddedLedgerHarness(directory.resolve("other"))) {
            assertThrows(
                    LedgerException.class,
                    () -> harness.ledger().verify(other.ledger().head()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE access SET status = 2",
                "UPDATE access SET expiry = expiry + 1 WHERE expiry > 0",
                "UPDATE access SET requester = zeroblob(20) WHERE status = 4",
                "UPDATE access SET entry = 1 WHERE entry > 0",
                "DELETE FROM access WHERE status = 3",
                "INSERT INTO access SELECT image, zeroblob(20), 2, expiry, version, sequence, entry FROM access LIMIT 1",
                "UPDATE image SET patient = zeroblob(20)",
                "UPDATE version SET entry = 1",
                "UPDATE institution SET registered = 0",
                "UPDATE member SET address = zeroblob(20)",
                "UPDATE certificate SET sequence = sequence + 1",
                "UPDATE patient SET limit_max = 100",
                "UPDATE patient SET next_max = NULL, next_period = NULL",
                "DELETE FROM event WHERE entry = 3",
                "UPDATE event SET requester = zeroblob(20) WHERE kind = 12",
                "UPDATE event SET kind = 14 WHERE kind = 13",
                "UPDATE event SET detail = 1 WHERE kind = 13",
            })
    void editedTableIsNamed(String change) throws SQLException {
        String table = change.replaceAll("^(UPDATE|DELETE FROM|INSERT INTO) (\\w+) .*", "$2");
        LedgerFile.change(directory, change);
        assertFails("table " + table, head);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner = zeroblob(20)", "created = created - 1", "id = 'embedded:' || hex(zeroblob(0))"})
    void editedGenesisIsFound(String change) throws SQLException {
        LedgerFile.change(directory, "UPDATE ledger SET " + change);
        assertThrows(LedgerException.class, () -> harness.ledger().verify(head));
    }

    @Test
    void readersReportAnEditedRow() throws SQLException {
        LedgerFile.change(directory, "UPDATE entry SET operation = zeroblob(9)");
        LedgerException failure = assertThrows(LedgerException.class, world::state);
        assertTrue(failure.toString().contains("verify the ledger"), failure::toString);
    }

    private void assertFound(String where, String... statements) throws SQLException {
        LedgerFile.change(directory, statements);
        assertFails(where, head);
    }

    private void assertFails(String where, LedgerHead kept) {
        LedgerException failure =
                assertThrows(LedgerException.class, () -> harness.ledger().verify(kept));
        assertTrue(failure.toString().contains("Cannot verify ledger " + where + ":"), failure::toString);
    }

    private LedgerEntry entry(long number) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.sqlite"))) {
            return new LedgerEntries(new LedgerSql(connection)).get(number);
        }
    }
}
