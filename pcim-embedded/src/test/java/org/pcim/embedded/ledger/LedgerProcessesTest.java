package org.pcim.embedded.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    @TempDir
    Path directory;

    private final LedgerSigner somebody = LedgerKey.generate();

    @BeforeEach
    void create() {
        EmbeddedAccessLedger.create(directory, somebody.address()).close();
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
