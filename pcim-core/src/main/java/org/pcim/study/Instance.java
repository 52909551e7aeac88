package org.pcim.study;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file of a study: a DICOM SOP instance, or any other bytes.
 *
 * <p>It can be opened again and again, since a deposit that is repeated reads again.
 */
public interface Instance {

    /**
     * The name under which it is retrieved: a relative path with {@code /} between its parts.
     *
     * @see InstanceNames
     */
    String name();

    /** The number of bytes. */
    long size();

    /** The SOP Instance UID, if it is known. */
    @Nullable String sopInstanceUid();

    /**
     * Opens the bytes from their beginning. The caller closes the stream.
     *
     * @throws IOException if they cannot be read
     */
    InputStream open() throws IOException;
}
