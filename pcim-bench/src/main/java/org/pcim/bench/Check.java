package org.pcim.bench;

import java.io.IOException;
import org.pcim.error.PcimException;

/**
 * A row of the paper's Table 2.
 *
 * @param row what the paper calls it
 * @param shows what is done to show it
 * @param proof does it
 */
record Check(String row, String shows, Proof proof) {

    /** Shows something, or says in an exception what is otherwise. */
    @FunctionalInterface
    interface Proof {
        void run() throws IOException;
    }

    /** It is otherwise than it has to be. */
    static final class FailedException extends IOException {

        private static final long serialVersionUID = 1L;

        FailedException(String what) {
            super(what);
        }
    }

    static void require(boolean right, String otherwise) throws FailedException {
        if (!right) {
            throw new FailedException(otherwise);
        }
    }

    /** Something has to be refused; what is refused for another reason has failed. */
    static <E extends PcimException> void requireRefused(Class<E> refusal, Proof work, String otherwise)
            throws IOException {
        try {
            work.run();
        } catch (PcimException e) {
            require(refusal.isInstance(e), otherwise + ": " + e.getMessage());
            return;
        }
        throw new FailedException(otherwise);
    }
}
