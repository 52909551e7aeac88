package org.pcim.ledger;

import org.pcim.model.Address;
import org.pcim.model.Signature;

/**
 * The key of a participant on the ledger, wherever it lies: in memory, a hardware module or a wallet.
 *
 * <p>Safe for use by many threads.
 */
public interface LedgerSigner {

    /** The address that signatures of this key are checked against. */
    Address address();

    /**
     * Signs.
     *
     * @throws org.pcim.error.LedgerException if the key cannot be reached or refuses
     */
    Signature sign(Signable what);
}
