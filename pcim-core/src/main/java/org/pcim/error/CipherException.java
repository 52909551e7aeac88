package org.pcim.error;

import org.jspecify.annotations.Nullable;

/** A failure to encrypt, decrypt, sign or verify; calling again never helps. */
public final class CipherException extends PcimException {

    private static final long serialVersionUID = 1L;

    /** Says what could not be done, to what, and why. */
    public CipherException(String action, String subject, String reason) {
        this(action, subject, reason, null);
    }

    /** Says what could not be done, to what, and why. */
    public CipherException(String action, String subject, String reason, @Nullable Throwable cause) {
        super(action, subject, reason, false, cause);
    }
}
