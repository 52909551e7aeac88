package org.pcim.testkit.sequence;

/** A ledger does something else than the model says. */
final class Difference extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Difference(String what, Object expected, Object actual) {
        this(what + "\n  expected " + expected + "\n  but was  " + actual);
    }

    private Difference(String message) {
        super(message);
    }

    static void requireEqual(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new Difference(what, expected, actual);
        }
    }

    static void require(String what, boolean holds) {
        if (!holds) {
            throw new Difference("it does not hold that " + what);
        }
    }
}
