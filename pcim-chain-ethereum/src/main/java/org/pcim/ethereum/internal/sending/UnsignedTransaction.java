package org.pcim.ethereum.internal.sending;

import org.jspecify.annotations.Nullable;
import org.pcim.ledger.LedgerTransaction;
import org.pcim.model.Address;
import org.pcim.model.Bytes;

/**
 * A transaction that its sender has not signed yet.
 *
 * @param sender who is to sign and to pay it
 * @param chainId of EIP-155
 * @param nonce how many transactions of the sender come before it
 * @param gas how much it may take
 * @param fees what it pays for each unit of gas
 * @param to the contract that it calls; null if it makes one
 * @param data the call, or the code that makes the contract
 */
@SuppressWarnings("DoNotCallSuggester")
public record UnsignedTransaction(
        Address sender,
        long chainId,
        long nonce,
        long gas,
        Fees fees,
        @Nullable Address to,
        Bytes data) {

    /** What the sender signs. */
    public LedgerTransaction signable() {
        throw new UnsupportedOperationException();
    }

    /** All of it, for {@link #fromBytes}. */
    public Bytes toBytes() {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads back {@link #toBytes()}.
     *
     * @throws org.pcim.error.InputException if they are anything else
     */
    public static UnsignedTransaction fromBytes(Bytes bytes) {
        throw new UnsupportedOperationException(bytes.toString());
    }
}
