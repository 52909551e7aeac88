package org.pcim.testkit.sequence;

import java.util.HashSet;
import java.util.Set;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.Signable;
import org.pcim.model.Address;
import org.pcim.model.Signature;

/** Which signatures are whose, and over what: known since they are made here, so that the model needs no cryptography. */
final class Signatures {

    private record Signed(Address signer, Object what, Signature signature) {}

    private final Set<Signed> made = new HashSet<>();

    /** Signs these values, whose digest the ledger under test has made. */
    Signature sign(LedgerSigner signer, Object what, Signable signable) {
        Signature signature = signer.sign(signable);
        made.add(new Signed(signer.address(), what, signature));
        return signature;
    }

    /** Whether this is the signer's signature over these values. */
    boolean isOf(Address signer, Object what, Signature signature) {
        return made.contains(new Signed(signer, what, signature));
    }
}
