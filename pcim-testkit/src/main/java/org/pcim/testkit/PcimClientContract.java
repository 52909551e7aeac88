package org.pcim.testkit;

import org.junit.jupiter.api.Nested;

/**
 * What {@link org.pcim.PcimClient} guarantees over a store, a ledger and a cipher: what it refuses, what calling again
 * does, and that nothing is left half-done.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class PcimClientContract {

    /** For the provider's subclass. */
    protected PcimClientContract() {}

    /** A harness with a fresh store and a fresh ledger. */
    protected abstract ClientHarness newHarness();

    /** Whether keys are published, and fit. */
    @Nested
    class Keys extends KeySuite {
        @Override
        protected ClientHarness newHarness() {
            return PcimClientContract.this.newHarness();
        }
    }

    /** What a participant who revokes its key can do no more. */
    @Nested
    class RevokedKeys extends RevocationSuite {
        @Override
        protected ClientHarness newHarness() {
            return PcimClientContract.this.newHarness();
        }
    }

    /** What a radiologist deposits, and for whom. */
    @Nested
    class Deposits extends DepositSuite {
        @Override
        protected ClientHarness newHarness() {
            return PcimClientContract.this.newHarness();
        }
    }

    /** What a receipt is good for. */
    @Nested
    class Receipts extends ReceiptSuite {
        @Override
        protected ClientHarness newHarness() {
            return PcimClientContract.this.newHarness();
        }
    }

    /** What the patient is asked and approves. */
    @Nested
    class Approvals extends ApprovalSuite {
        @Override
        protected ClientHarness newHarness() {
            return PcimClientContract.this.newHarness();
        }
    }

    /** What is retrieved. */
    @Nested
    class Retrievals extends RetrievalSuite {
        @Override
        protected ClientHarness newHarness() {
            return PcimClientContract.this.newHarness();
        }
    }
}
