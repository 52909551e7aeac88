package org.pcim.cipher;

/** Why the owner of a certificate has revoked it (RFC 9580, 5.2.3.31). */
public enum RevocationReason {
    /** The owner does not say, so the worst has to be reckoned with. */
    UNSPECIFIED(true),
    /** Another certificate takes its place. */
    SUPERSEDED(false),
    /** Somebody else has its secret key, or may have. */
    COMPROMISED(true),
    /** It is no longer used. */
    RETIRED(false);

    private final boolean doubtsEarlierSignatures;

    RevocationReason(boolean doubtsEarlierSignatures) {
        this.doubtsEarlierSignatures = doubtsEarlierSignatures;
    }

    /**
     * Whether signatures from before the revocation are in doubt too: somebody else may have made them before the owner
     * noticed, and dated them back. Only a time that somebody else recorded, as a ledger does, speaks for such a signature.
     */
    public boolean doubtsEarlierSignatures() {
        return doubtsEarlierSignatures;
    }
}
