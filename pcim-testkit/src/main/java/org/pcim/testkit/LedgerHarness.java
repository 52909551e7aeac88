package org.pcim.testkit;

import java.time.Duration;
import java.time.Instant;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;

/** What {@link AccessLedgerContract} needs of a ledger under test: a fresh one, its owner's key, and its clock. */
public interface LedgerHarness extends AutoCloseable {

    /** The ledger under test. At first it has neither institutions nor images. */
    AccessLedger ledger();

    /** The key of {@link AccessLedger#owner()}. */
    LedgerSigner owner();

    /** A fresh key that can sign, and pay if this ledger wants to be paid. Safe for use by many threads. */
    LedgerSigner newParticipant();

    /**
     * As {@link #newParticipant}, for somebody who is to act as an institution: such acts are always its own, also where
     * somebody else pays for patients and requesters.
     */
    default LedgerSigner newInstitution() {
        return newParticipant();
    }

    /** The time by which the ledger would judge an operation now, in whole seconds. */
    Instant now();

    /** Whether {@link #advance} can be called. Where it cannot, random sequences go on without. */
    default boolean canAdvance() {
        return true;
    }

    /** Moves the ledger's clock forward by so many whole seconds, or a few more. */
    void advance(Duration by);

    /**
     * Whether nothing that can be read changes while {@link AccessLedger#head()} stays the same, as on a chain, where a
     * block's hash covers everything. What was read is then not read again.
     */
    default boolean headCoversEverything() {
        return false;
    }

    /** Closes the ledger and opens it anew; {@link #ledger()} is the new one from then on. */
    AccessLedger reopen();

    /** Closes the ledger and removes it. */
    @Override
    void close();
}
