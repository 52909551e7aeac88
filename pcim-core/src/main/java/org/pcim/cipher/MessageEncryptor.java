package org.pcim.cipher;

import java.io.OutputStream;

/**
 * Encrypts messages that belong together, under one session key.
 *
 * <p>Safe for use by many threads. Closing wipes the session key.
 */
public interface MessageEncryptor extends AutoCloseable {

    /**
     * Begins a message. What is written to the stream that is returned is encrypted into {@code message}; closing it ends
     * the message, and leaves {@code message} open. A message that is not closed is cut off and will not decrypt.
     */
    OutputStream encrypt(OutputStream message);

    @Override
    void close();
}
