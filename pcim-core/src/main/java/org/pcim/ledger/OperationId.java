package org.pcim.ledger;

import org.pcim.model.Digest;

/**
 * Which operation is meant: on Ethereum the hash of its transaction, else the digest that its sender signed.
 *
 * @param digest the 32 bytes
 */
public record OperationId(Digest digest) {

    @Override
    public String toString() {
        return digest.toString();
    }
}
