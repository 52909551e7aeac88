package org.pcim.embedded.ledger;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.embedded.EmbeddedLedgerHarness;
import org.pcim.testkit.AccessLedgerContract;
import org.pcim.testkit.LedgerHarness;

class EmbeddedAccessLedgerContractTest extends AccessLedgerContract {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    @TempDir
    static Path directory;

    @Override
    protected LedgerHarness newHarness() {
        return new EmbeddedLedgerHarness(directory.resolve("ledger" + COUNTER.incrementAndGet()));
    }

    @Override
    protected int sequenceCommands() {
        return 2000;
    }
}
