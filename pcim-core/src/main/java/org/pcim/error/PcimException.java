package org.pcim.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure of PCIM.
 *
 * <p>The message is one sentence of the form {@code Cannot ACTION SUBJECT: REASON}, where the reason says what to do if
 * anything can be done. It never contains a secret, nor a value that identifies a patient.
 */
public abstract sealed class PcimException extends RuntimeException
        permits StoreException, LedgerException, CipherException, InputException, CancelledException {

    private static final long serialVersionUID = 1L;

    private final String action;
    private final String subject;
    private final String reason;
    private final boolean retryable;

    PcimException(String action, String subject, String reason, boolean retryable, @Nullable Throwable cause) {
        super("Cannot " + action + (subject.isEmpty() ? "" : " " + subject) + ": " + reason, cause);
        this.action = Objects.requireNonNull(action);
        this.subject = Objects.requireNonNull(subject);
        this.reason = Objects.requireNonNull(reason);
        this.retryable = retryable;
    }

    /** What was being done, as a verb: "read block", "approve". */
    public final String action() {
        return action;
    }

    /** The identifier of what it was done to: a CID, an image id, an address, a file name; empty if there is none. */
    public final String subject() {
        return subject;
    }

    /** Why, and what to do if anything can be done: the end of the message. */
    public final String reason() {
        return reason;
    }

    /** Whether the same call can succeed later without anything being changed by the caller. */
    public final boolean retryable() {
        return retryable;
    }
}
