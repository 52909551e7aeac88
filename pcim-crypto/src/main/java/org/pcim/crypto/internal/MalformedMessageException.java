package org.pcim.crypto.internal;

import java.io.IOException;

/** Packets that are cut off, were changed, or are of a form that PCIM does not read; the message says which. */
public final class MalformedMessageException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong, as the end of a sentence. */
    public MalformedMessageException(String reason) {
        super(reason);
    }
}
