package org.pcim.testkit.sequence;

import java.time.Duration;
import java.util.function.Function;
import org.pcim.ledger.LedgerOperation;

/**
 * One step of a sequence.
 *
 * <p>It names persons, contents and spans of time, never what an earlier command has brought, so that it means the same on
 * every ledger and also when earlier commands are dropped.
 */
sealed interface Command {

    /** How the signature of an operation is made. */
    enum Signing {
        /** By its sender. */
        SENDER(""),
        /** By somebody else. */
        OTHER_PERSON(", signed by somebody else"),
        /** By its sender, over something else. */
        OTHER_OPERATION(", with a signature over another operation");

        private final String words;

        Signing(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Prepares an operation, signs and submits it.
     *
     * @param number which command of its sequence this was at first; its contents are named after it
     * @param sender who sends it
     * @param what the operation in words
     * @param operation makes it
     * @param signing how it is signed
     */
    record Send(int number, Person sender, String what, Function<Scene, LedgerOperation> operation, Signing signing)
            implements Command {
        @Override
        public String toString() {
            return number + ". " + sender + ": " + what + signing;
        }
    }

    /**
     * Submits once more what an earlier command has signed; nothing if that was dropped.
     *
     * @param number the earlier command's
     * @param signing how it is signed now, whatever it was the first time
     */
    record Resend(int number, Signing signing) implements Command {
        @Override
        public String toString() {
            return "once more " + number + signing;
        }
    }

    /** Lets time pass. */
    record Pass(Duration time) implements Command {
        @Override
        public String toString() {
            return "pass " + time;
        }
    }

    /** Closes the ledger and opens it again. */
    record Reopen() implements Command {
        @Override
        public String toString() {
            return "reopen the ledger";
        }
    }
}
