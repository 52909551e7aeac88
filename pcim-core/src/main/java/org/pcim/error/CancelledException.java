package org.pcim.error;

/**
 * A call that ended because its thread was interrupted.
 *
 * <p>The thread's interrupt status is set again before this is thrown. Nothing half-done is visible, and calling again
 * finishes the work.
 */
public final class CancelledException extends PcimException {

    private static final long serialVersionUID = 1L;

    /** Says what was interrupted, and restores the interrupt status of the current thread. */
    public CancelledException(String action, String subject) {
        super(action, subject, "the thread was interrupted; call again to finish", true, null);
        Thread.currentThread().interrupt();
    }
}
