package org.pcim.embedded.ledger;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.embedded.EmbeddedLedgerHarness;
import org.pcim.testkit.LedgerHarness;
import org.pcim.testkit.sequence.RandomSequences;

/** Random sequences find a ledger that breaks a rule, and say how in few commands; triggers of SQLite plant the mistakes. */
class PlantedMistakesTest {

    private static final int ONE_SEQUENCE = 150;
    private static final Pattern COMMAND = Pattern.compile("^ {2}\\d+\\. |^ {2}pass ", Pattern.MULTILINE);

    private final AtomicInteger ledgers = new AtomicInteger();

    @TempDir
    Path directory;

    @Test
    void removalThatIsForgotten() {
        assertFound(1, """
                CREATE TRIGGER planted AFTER INSERT ON access WHEN NEW.status = 4 BEGIN
                  UPDATE access SET status = 2 WHERE image = NEW.image AND requester = NEW.requester;
                END""");
    }

    @Test
    void approvalThatLivesASecondLonger() {
        assertFound(1, """
                CREATE TRIGGER planted AFTER INSERT ON access WHEN NEW.status = 2 BEGIN
                  UPDATE access SET expiry = expiry + 1 WHERE image = NEW.image AND requester = NEW.requester;
                END""");
    }

    @Test
    void membersThatComeBackWithTheirInstitution() {
        assertFound(3, """
                CREATE TRIGGER planted AFTER UPDATE OF admission ON institution BEGIN
                  UPDATE institution SET admission = 1 WHERE address = NEW.address;
                END""");
    }

    private void assertFound(long seed, String mistake) {
        RandomSequences sequences = new RandomSequences(() -> mistaken(mistake));
        AssertionError found = assertThrows(AssertionError.class, () -> sequences.run(seed, ONE_SEQUENCE));
        String report = String.valueOf(found.getMessage());
        assertTrue(report.contains("seed " + seed + ". Of its 150 commands these are enough:"), report);
        assertTrue(COMMAND.matcher(report).results().count() <= 8, report);
    }

    private LedgerHarness mistaken(String mistake) {
        EmbeddedLedgerHarness harness =
                new EmbeddedLedgerHarness(directory.resolve("ledger" + ledgers.incrementAndGet()));
        try {
            LedgerFile.change(harness.directory(), mistake);
        } catch (SQLException e) {
            throw new IllegalStateException("The mistake is no SQL", e);
        }
        return harness;
    }
}
