package org.pcim.ledger;

import org.pcim.model.Digest;

/** What a participant's ledger key signs: only its digest for a key at hand, all of it for a wallet that shows it. */
public sealed interface Signable permits TypedData, LedgerTransaction {

    /** The 32 bytes that ECDSA signs. */
    Digest digest();
}
