package org.pcim.embedded.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.embedded.EmbeddedLedgerHarness;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;
import org.pcim.testkit.LedgerHarness;
import org.pcim.testkit.sequence.RandomSequences;

/** Every rule holds on a machine whose clock is set back again and again: the ledger's time stands still until it catches up. */
class FallingClockTest {

    private final AtomicInteger ledgers = new AtomicInteger();

    @TempDir
    Path directory;

    @Test
    void ledgersTimeNeverFalls() {
        new RandomSequences(() -> new Falling(directory.resolve("ledger" + ledgers.incrementAndGet())))
                .run(System.nanoTime(), 300);
    }

    /** Its clock moves on, and every other time it is set back as well. */
    private static final class Falling implements LedgerHarness {

        private final EmbeddedLedgerHarness embedded;
        private boolean back;

        Falling(Path directory) {
            this.embedded = new EmbeddedLedgerHarness(directory);
        }

        @Override
        public void advance(Duration by) {
            embedded.advance(by);
            if (back) {
                embedded.clock().move(by.dividedBy(2).plusHours(1).negated());
            }
            back = !back;
        }

        @Override
        public AccessLedger ledger() {
            return embedded.ledger();
        }

        @Override
        public LedgerSigner owner() {
            return embedded.owner();
        }

        @Override
        public LedgerSigner newParticipant() {
            return embedded.newParticipant();
        }

        @Override
        public Instant now() {
            return embedded.now();
        }

        @Override
        public AccessLedger reopen() {
            return embedded.reopen();
        }

        @Override
        public void close() {
            embedded.close();
        }
    }
}
