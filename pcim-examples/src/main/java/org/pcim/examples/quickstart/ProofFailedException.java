package org.pcim.examples.quickstart;

/** What the quickstart claims did not hold. */
final class ProofFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProofFailedException(String message) {
        super(message);
    }
}
