package org.pcim.ethereum.internal.rpc;

/** A node that does not answer for so many blocks or logs at once. */
final class RangeRefused extends Exception {

    private static final long serialVersionUID = 1L;

    RangeRefused(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
