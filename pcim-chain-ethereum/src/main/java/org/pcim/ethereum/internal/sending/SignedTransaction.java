package org.pcim.ethereum.internal.sending;

import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/**
 * A transaction with its sender's signature.
 *
 * @param unsigned what was signed
 * @param raw as {@code eth_sendRawTransaction} takes it (EIP-2718)
 * @param hash Keccak-256 of that
 */
public record SignedTransaction(UnsignedTransaction unsigned, Bytes raw, Digest hash) {}
