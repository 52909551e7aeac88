package org.pcim.dicom;

import java.io.IOException;

/** A file that holds no DICOM instance, with the reason as one line. */
final class NotDicomException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    NotDicomException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
