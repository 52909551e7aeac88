package org.pcim.error;

import org.jspecify.annotations.Nullable;

/** Something the caller passed in that cannot be used: a file, a text, a name, a date. */
public final class InputException extends PcimException {

    private static final long serialVersionUID = 1L;

    /** Says what could not be done, to what, and why. */
    public InputException(String action, String subject, String reason) {
        this(action, subject, reason, null);
    }

    /** Says what could not be done, to what, and why. */
    public InputException(String action, String subject, String reason, @Nullable Throwable cause) {
        super(action, subject, reason, false, cause);
    }
}
