package org.pcim.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;

/**
 * A ledger that takes its time from a clock, for the suites: with a {@link MovableClock}, and participants that need nothing but a
 * key.
 *
 * @param <L> the ledger
 */
public class ClockedLedgerHarness<L extends AccessLedger> implements LedgerHarness {

    private final MovableClock clock = new MovableClock();
    private final LedgerSigner owner;
    private final Supplier<? extends LedgerSigner> keys;
    private final Function<Clock, L> reopening;
    private L ledger;

    /**
     * Makes the ledger.
     *
     * @param keys makes a key; safe for use by many threads
     * @param creation makes a ledger that takes its time from this clock
     * @param reopening opens it once more after it was closed
     */
    public ClockedLedgerHarness(
            LedgerSigner owner,
            Supplier<? extends LedgerSigner> keys,
            Function<Clock, L> creation,
            Function<Clock, L> reopening) {
        this.owner = owner;
        this.keys = keys;
        this.reopening = reopening;
        this.ledger = creation.apply(clock);
    }

    /** The clock that the ledger takes its time from. */
    public final MovableClock clock() {
        return clock;
    }

    @Override
    public final L ledger() {
        return ledger;
    }

    @Override
    public final LedgerSigner owner() {
        return owner;
    }

    @Override
    public final LedgerSigner newParticipant() {
        return keys.get();
    }

    /** The later of the clock and the newest entry: a ledger's time never falls. */
    @Override
    public final Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant newest = ledger.head().time();
        return now.isAfter(newest) ? now : newest;
    }

    @Override
    public final void advance(Duration by) {
        clock.move(by);
    }

    @Override
    public final L reopen() {
        ledger.close();
        ledger = reopening.apply(clock);
        return ledger;
    }

    @Override
    public final void close() {
        ledger.close();
    }
}
