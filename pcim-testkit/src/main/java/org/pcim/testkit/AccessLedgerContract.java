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
public abstract class AccessLedgerContract {

    /** For subclasses, which say how to make a harness. */
    protected AccessLedgerContract() {}

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
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** How certificates are published. */
    @Nested
    class Certificates extends CertificateSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** How images are registered. */
    @Nested
    class Registration extends RegistrationSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** How access is asked for. */
    @Nested
    class Requests extends RequestSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** What the patient decides. */
    @Nested
    class Decisions extends DecisionSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** What is asked for or decided together. */
    @Nested
    class Batches extends BatchSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** How images get later versions. */
    @Nested
    class Versions extends VersionSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** How authorizations are traced. */
    @Nested
    class Tracing extends TracingSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** How approvals are limited. */
    @Nested
    class Limits extends LimitSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** How events are found. */
    @Nested
    class Queries extends QuerySuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** How events are followed. */
    @Nested
    class Following extends FollowingSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** How operations are signed and sent. */
    @Nested
    class Submission extends SubmissionSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** What holds when many act at once. */
    @Nested
    class Concurrency extends ConcurrencySuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** What is there when the ledger is opened again. */
    @Nested
    class Durability extends DurabilitySuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }
    }

    /** What happens in random sequences of commands. */
    @Nested
    class Sequences extends SequenceSuite {
        @Override
        protected LedgerHarness newHarness() {
            return AccessLedgerContract.this.newHarness();
        }

        @Override
        protected int commands() {
            return sequenceCommands();
        }
    }
}
