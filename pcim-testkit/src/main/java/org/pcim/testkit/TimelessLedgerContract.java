package org.pcim.testkit;

import org.junit.jupiter.api.Nested;
import org.pcim.testkit.ledger.BatchSuite;
import org.pcim.testkit.ledger.CertificateSuite;
import org.pcim.testkit.ledger.ConcurrencySuite;
import org.pcim.testkit.ledger.DecisionSuite;
import org.pcim.testkit.ledger.DurabilitySuite;
import org.pcim.testkit.ledger.FollowingSuite;
import org.pcim.testkit.ledger.InstitutionSuite;
import org.pcim.testkit.ledger.LimitSuite;
import org.pcim.testkit.ledger.QuerySuite;
import org.pcim.testkit.ledger.RegistrationSuite;
import org.pcim.testkit.ledger.RequestSuite;
import org.pcim.testkit.ledger.SequenceSuite;
import org.pcim.testkit.ledger.SubmissionSuite;
import org.pcim.testkit.ledger.TracingSuite;
import org.pcim.testkit.ledger.VersionSuite;

/**
 * As {@link AccessLedgerContract}, without what only time changes: for ledgers whose clock nobody can move, as a chain's that
 * goes with the world's.
 */
public abstract class TimelessLedgerContract {

    /** For subclasses, which say how to make a harness. */
    protected TimelessLedgerContract() {}

    /** A harness with a fresh ledger. */
    protected abstract LedgerHarness newHarness();

    /** How many commands of random sequences are run: as many as take some seconds. */
    protected int sequenceCommands() {
        return 300;
    }

    /** Who belongs to the consortium. */
    @Nested
    class Institutions extends InstitutionSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** How certificates are published. */
    @Nested
    class Certificates extends CertificateSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** How images are registered. */
    @Nested
    class Registration extends RegistrationSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** How access is asked for. */
    @Nested
    class Requests extends RequestSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** What the patient decides. */
    @Nested
    class Decisions extends DecisionSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** What is asked for or decided together. */
    @Nested
    class Batches extends BatchSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** How images get later versions. */
    @Nested
    class Versions extends VersionSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** How authorizations are traced. */
    @Nested
    class Tracing extends TracingSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** How approvals are limited. */
    @Nested
    class Limits extends LimitSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** How events are found. */
    @Nested
    class Queries extends QuerySuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** How events are followed. */
    @Nested
    class Following extends FollowingSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** How operations are signed and sent. */
    @Nested
    class Submission extends SubmissionSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** What holds when many act at once. */
    @Nested
    class Concurrency extends ConcurrencySuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** What is there when the ledger is opened again. */
    @Nested
    class Durability extends DurabilitySuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }
    }

    /** What happens in random sequences of commands. */
    @Nested
    class Sequences extends SequenceSuite {
        @Override
        protected LedgerHarness newHarness() {
            return TimelessLedgerContract.this.newHarness();
        }

        @Override
        protected int commands() {
            return sequenceCommands();
        }
    }
}
