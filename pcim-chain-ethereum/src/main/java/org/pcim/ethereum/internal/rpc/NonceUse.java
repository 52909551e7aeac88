package org.pcim.ethereum.internal.rpc;

/** By which transaction a sender has used a nonce, in the chain up to some block. */
public enum NonceUse {
    /** By none yet. */
    UNUSED,
    /** By one of those that were asked for. */
    OWN,
    /** By another one: those that were asked for are not in the chain, and cannot come into it. */
    OTHER,
    /** The node counts it already, but does not show the block that has it yet. */
    UNCLEAR
}
