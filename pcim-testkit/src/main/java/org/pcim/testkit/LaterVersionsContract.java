package org.pcim.testkit;

import org.junit.jupiter.api.Nested;

/**
 * What {@link org.pcim.PcimClient} guarantees about later versions of an image: corrections by a radiologist, and
 * rotations by the patient.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class LaterVersionsContract {

    /** For the provider's subclass. */
    protected LaterVersionsContract() {}

    /** A harness with a fresh store and a fresh ledger. */
    protected abstract ClientHarness newHarness();

    /** What a radiologist corrects. */
    @Nested
    class Corrections extends CorrectionSuite {
        @Override
        protected ClientHarness newHarness() {
            return LaterVersionsContract.this.newHarness();
        }
    }

    /** What a receipt for a correction is good for. */
    @Nested
    class CorrectionReceipts extends CorrectionReceiptSuite {
        @Override
        protected ClientHarness newHarness() {
            return LaterVersionsContract.this.newHarness();
        }
    }

    /** What the patient rotates. */
    @Nested
    class Rotations extends RotationSuite {
        @Override
        protected ClientHarness newHarness() {
            return LaterVersionsContract.this.newHarness();
        }
    }

    /** How versions follow on each other. */
    @Nested
    class Succession extends SuccessionSuite {
        @Override
        protected ClientHarness newHarness() {
            return LaterVersionsContract.this.newHarness();
        }
    }

    /** How approvals go over to a new version. */
    @Nested
    class Regrants extends RegrantSuite {
        @Override
        protected ClientHarness newHarness() {
            return LaterVersionsContract.this.newHarness();
        }
    }
}
