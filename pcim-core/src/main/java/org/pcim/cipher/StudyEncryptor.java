package org.pcim.cipher;

import java.io.OutputStream;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/**
 * Encrypts one version of a study: one session key for all its messages.
 *
 * <p>Safe for use by many threads. Closing wipes the session key.
 */
public interface StudyEncryptor extends AutoCloseable {

    /** The session key wrapped for the patient; it leads every message. */
    KeyCapsule capsule();

    /** The session key's check. */
    Digest keyCheck(KeyCheck binding);

    /**
     * Begins a message. What is written to the stream that is returned is encrypted into {@code message}; closing it ends
     * the message, and leaves {@code message} open. A message that is not closed is cut off and will not decrypt.
     */
    OutputStream encrypt(OutputStream message);

    @Override
    void close();
}
