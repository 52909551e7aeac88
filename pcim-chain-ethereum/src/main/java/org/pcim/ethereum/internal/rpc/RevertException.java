package org.pcim.ethereum.internal.rpc;

import org.pcim.model.Bytes;

/** A call that the contract reverted. */
public final class RevertException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Bytes data;

    /** Holds what the contract gave as its reason: an error's selector and values, or nothing. */
    public RevertException(Bytes data) {
        super("The contract reverted the call with " + data);
        this.data = data;
    }

    /** The error's selector of four bytes and its values; empty if the contract gave none. */
    public Bytes data() {
        return data;
    }
}
