package org.pcim.ethereum.internal.rpc;

import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.Bytes;

/**
 * A transaction that is in the chain, or waits in a node.
 *
 * @param sender who signed it
 * @param nonce how many transactions of the sender come before it
 * @param to the contract that it calls; null if it makes one
 * @param data the call, or the code that makes the contract
 * @param gas how much it may take
 */
public record ChainTransaction(
        Address sender, long nonce, @Nullable Address to, Bytes data, long gas) {}
