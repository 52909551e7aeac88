package org.pcim.embedded.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.pcim.embedded.MovableClock;
import org.pcim.ledger.LedgerSigner;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.LedgerHarness;

/** Embedded ledgers for the contract suite. */
final class EmbeddedLedgerHarness implements LedgerHarness {

    private final Path directory;
    private final MovableClock clock = new MovableClock();
    private final LedgerKey owner = LedgerKey.generate();
    private EmbeddedAccessLedger ledger;

    /** A new ledger in this directory, which stays its caller's to remove. */
    EmbeddedLedgerHarness(Path directory) {
        this.directory = directory;
        this.ledger = EmbeddedAccessLedger.create(directory, owner.address(), clock);
    }

    Path directory() {
        return directory;
    }

    MovableClock clock() {
        return clock;
    }

    @Override
    public EmbeddedAccessLedger ledger() {
        return ledger;
    }

    @Override
    public LedgerSigner owner() {
        return owner;
    }

    @Override
    public LedgerSigner newParticipant() {
        return LedgerKey.generate();
    }

    @Override
    public Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant newest = ledger.head().time();
        return now.isAfter(newest) ? now : newest;
    }

    @Override
    public void advance(Duration by) {
        clock.move(by);
    }

    @Override
    public EmbeddedAccessLedger reopen() {
        ledger.close();
        ledger = EmbeddedAccessLedger.open(directory, clock);
        return ledger;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
