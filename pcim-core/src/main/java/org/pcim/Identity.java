package org.pcim;

import java.util.Objects;
import org.pcim.cipher.CipherIdentity;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;

/**
 * A participant's keys: the one that signs on the ledger, and the one that decrypts and signs images.
 *
 * <p>It owns neither: whoever made them closes them. Safe for use by many threads.
 */
public final class Identity {

    private final LedgerSigner signer;
    private final CipherIdentity keys;

    private Identity(LedgerSigner signer, CipherIdentity keys) {
        this.signer = Objects.requireNonNull(signer);
        this.keys = Objects.requireNonNull(keys);
    }

    /** The participant with these keys. */
    public static Identity of(LedgerSigner signer, CipherIdentity keys) {
        return new Identity(signer, keys);
    }

    /** The ledger address. */
    public Address address() {
        return signer.address();
    }

    /** The key that signs on the ledger. */
    public LedgerSigner signer() {
        return signer;
    }

    /** The OpenPGP key. */
    public CipherIdentity keys() {
        return keys;
    }

    /** The ledger address. */
    @Override
    public String toString() {
        return address().toString();
    }
}
