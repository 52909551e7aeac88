package org.pcim.ethereum.internal.rpc;

/** A transaction that a node does not take. */
public final class RejectedTransactionException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Cause {
        /** A transaction of the sender with this nonce is in the chain: this one, or another. */
        NONCE_USED,
        /** Another transaction of the sender with this nonce is in the node's pool, and pays as much. */
        NONCE_TAKEN,
        /** It pays less for gas than the chain or the node asks. */
        UNDERPRICED,
        /** The sender does not own what it may cost. */
        OUT_OF_FUNDS,
        /** It is for another chain. */
        WRONG_CHAIN,
        /** It is not valid for another reason. */
        INVALID
    }

    private final Cause reason;

    RejectedTransactionException(Cause reason, RpcError error) {
        super(error.getMessage(), error);
        this.reason = reason;
    }

    /** Why not. */
    public Cause reason() {
        return reason;
    }
}
