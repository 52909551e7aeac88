package org.pcim.testkit.ledger;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.pcim.testkit.LedgerHarness;
import org.pcim.testkit.LedgerWorld;

/** Tests of one topic, each on a ledger of its own. */
abstract class LedgerSuite {

    static final Duration DAY = Duration.ofDays(1);
    static final Duration HOUR = Duration.ofHours(1);

    @SuppressWarnings("NullAway.Init")
    private LedgerHarness harness;

    @SuppressWarnings("NullAway.Init")
    LedgerWorld world;

    /** A harness with a fresh ledger. */
    protected abstract LedgerHarness newHarness();

    @BeforeEach
    void open() {
        harness = newHarness();
        world = new LedgerWorld(harness);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    LedgerHarness harness() {
        return harness;
    }
}
