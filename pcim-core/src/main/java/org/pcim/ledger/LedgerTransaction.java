package org.pcim.ledger;

import org.pcim.model.Digest;

/**
 * A transaction of an Ethereum chain that its sender signs and pays.
 *
 * @param digest Keccak-256 of the transaction without its signature (EIP-2718, EIP-1559; EIP-155 on chains without a base
 *     fee)
 * @param json the same transaction as {@code eth_signTransaction} takes it, so that a wallet can show what is signed
 */
public record LedgerTransaction(Digest digest, String json) implements Signable {}
