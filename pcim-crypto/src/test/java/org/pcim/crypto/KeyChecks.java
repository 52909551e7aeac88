package org.pcim.crypto;

import org.pcim.cipher.KeyCheck;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

/** What a session key may be bound to. */
final class KeyChecks {

    /** An image of no one, on no ledger. */
    static final KeyCheck ANY = new KeyCheck(
            Digest.sha256(new byte[] {1}),
            LedgerId.embedded(Bytes.of(new byte[16])),
            Address.of(new byte[20]),
            Address.of(new byte[20]),
            1);

    private KeyChecks() {}
}
