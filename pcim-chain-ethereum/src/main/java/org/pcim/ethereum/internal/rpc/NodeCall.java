package org.pcim.ethereum.internal.rpc;

/** What is asked of one node. */
@FunctionalInterface
interface NodeCall<T, E extends Exception> {

    /** Asks it; a failure sends the question to the next node. */
    T of(EthereumNode node) throws NodeFailure, E;
}
