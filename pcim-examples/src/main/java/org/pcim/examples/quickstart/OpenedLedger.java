package org.pcim.examples.quickstart;

import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;

/**
 * A ledger with those who set up the consortium on it.
 *
 * @param ledger the ledger
 * @param place where it is, for people
 * @param owner its owner
 * @param institution who is to be the hospital
 */
record OpenedLedger(AccessLedger ledger, String place, LedgerSigner owner, LedgerSigner institution)
        implements AutoCloseable {

    @Override
    public void close() {
        ledger.close();
    }
}
