package org.pcim.ledger;

import org.pcim.model.Digest;

/**
 * Typed structured data of EIP-712.
 *
 * @param digest {@code keccak256(0x1901 || domainSeparator || hashStruct(message))}
 * @param json the same data as {@code eth_signTypedData_v4} takes it, so that a wallet can show what is signed
 */
public record TypedData(Digest digest, String json) implements Signable {}
