package org.pcim.testkit;

import java.time.Clock;
import java.time.Duration;
import org.pcim.Identity;
import org.pcim.cipher.ImageCipher;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;
import org.pcim.store.ImageStore;

/** What {@link PaperSequenceContract} and {@link PcimClientContract} need: a fresh store, ledger and cipher, and keys. */
public interface ClientHarness extends AutoCloseable {

    /** A store without images. */
    ImageStore store();

    /** A ledger without institutions and images. */
    AccessLedger ledger();

    /** The cipher. */
    ImageCipher cipher();

    /** The key of {@link AccessLedger#owner()}. */
    LedgerSigner owner();

    /** A fresh ledger key that can sign, and pay if this ledger wants to be paid. */
    LedgerSigner newSigner();

    /** A participant with fresh keys whose certificate has no User ID. */
    Identity newPatient();

    /** A participant with fresh keys whose certificate has this User ID. */
    Identity newProfessional(String userId);

    /** A clock that goes with the ledger's. */
    Clock clock();

    /** Moves the ledger's clock forward. */
    void advance(Duration by);

    /** Closes and removes everything. */
    @Override
    void close();
}
