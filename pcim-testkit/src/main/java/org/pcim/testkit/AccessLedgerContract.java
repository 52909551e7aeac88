package org.pcim.testkit;

import org.junit.jupiter.api.Nested;
import org.pcim.testkit.ledger.ExpirySuite;
import org.pcim.testkit.ledger.PeriodSuite;

/**
 * What every {@link org.pcim.ledger.AccessLedger} must do: each rule and each refusal of docs/ledger.md.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link LedgerHarness}, and no more:
 *
 * <pre>{@code
 * class MyLedgerTest extends AccessLedgerContract {
 *     @Override
 *     protected LedgerHarness newHarness() {
 *         return new MyLedgerHarness();
 *     }
 * }
 * }</pre>
 *
 * <p>Every test gets a harness of its own, and closes it. A ledger checks a certificate's size and its owner's signature
 * and nothing else about it, so the suites publish arbitrary bytes as certificates.
 */
public abstract class AccessLedgerContract extends TimelessLedgerContract {

    /** For subclasses, which say how to make a harness. */
    protected AccessLedgerContract() {}

    /** What is past its last moment. */
    @Nested
    class Expiry extends ExpirySuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** How approval limits go from one period to the next. */
    @Nested
    class Periods extends PeriodSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }
}
