package org.pcim.embedded.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PreparedOperation;
import org.pcim.signing.LedgerKey;

class LedgerProcessesTest {

    private static final int KILLS = 5;
    private static final int FOREVER = Integer.MAX_VALUE;

    @TempDir
    Path directory;

    private final LedgerSigner somebody = LedgerKey.generate();

    @BeforeEach
    void create() {
        EmbeddedAccessLedger.create(directory, somebody.address()).close();
    }

    @Test
    void acknowledgedOperationsOutliveAKilledProcess() throws IOException, InterruptedException {
        Random random = new Random(9);
        Set<String> acknowledged = new HashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(killedAfter(1 + random.nextInt(40)));

            try (EmbeddedAccessLedger ledger = EmbeddedAccessLedger.open(directory)) {
                List<String> recorded = operations(ledger);
                assertEquals(recorded.size(), new HashSet<>(recorded).size(), "no operation twice");
                assertTrue(recorded.containsAll(acknowledged), "every acknowledged operation");
                assertTrue(recorded.size() <= acknowledged.size() + kill + 1, "one at most was not yet acknowledged");
                assertEquals(ledger.head(), ledger.verify(ledger.head()));
                acknowledged.addAll(recorded);
            }
        }
    }

    @Test
    void twoProcessesShareALedger() throws IOException, InterruptedException {
        int each = 60;
        Process other = LedgerWriter.start(directory, each);
        Set<String> acknowledged = new HashSet<>();
        try (EmbeddedAccessLedger ledger = EmbeddedAccessLedger.open(directory);
                BufferedReader lines = other.inputReader()) {
            acknowledged.add(lines.readLine());
            for (int i = 0; i < each; i++) {
                PreparedOperation operation = ledger.prepare(new SetRegisteredRequestersOnly(true), somebody.address());
                acknowledged.add(ledger.submit(operation, somebody.sign(operation.signable()))
                        .toString());
            }
            lines.lines().forEach(acknowledged::add);
            assertTrue(other.waitFor(30, TimeUnit.SECONDS), "the other process ends");
            assertEquals(0, other.exitValue());

            List<String> recorded = operations(ledger);
            assertEquals(2 * each, recorded.size());
            assertEquals(acknowledged, new HashSet<>(recorded));
            assertEquals(ledger.head(), ledger.verify(ledger.head()));
        } finally {
            other.destroyForcibly();
        }
    }

    /** What the process said until it was killed, at once after so many lines. */
    private Set<String> killedAfter(int lines) throws IOException, InterruptedException {
        Process process = LedgerWriter.start(directory, FOREVER);
        Set<String> said = new HashSet<>();
        try (BufferedReader reader = process.inputReader()) {
            for (int line = 0; line < lines; line++) {
                said.add(reader.readLine());
            }
            // Process.destroyForcibly would also close what there is to read.
            process.toHandle().destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process is dead");
            // The last line may be cut.
            reader.lines().filter(line -> line.length() == 66).forEach(said::add);
        }
        return said;
    }

    private static List<String> operations(EmbeddedAccessLedger ledger) {
        List<String> operations = new ArrayList<>();
        Cursor after = Cursor.START;
        EventPage page;
        do {
            page = ledger.events(EventFilter.all(), after, 1000);
            page.events().forEach(event -> operations.add(event.operation().toString()));
            after = page.next();
        } while (!page.last());
        return operations;
    }
}
