package org.pcim.cipher;

import java.io.InputStream;

/**
 * Decrypts messages that belong together.
 *
 * <p>Safe for use by many threads. Closing wipes the session keys.
 */
public interface MessageDecryptor extends AutoCloseable {

    /**
     * Decrypts a message while it is read. That the message is complete and nobody changed it is known when the stream
     * ends; before that, bytes that it gives may be false unless the decryptor promises more. Closing it leaves
     * {@code message} open.
     *
     * <p>Reading throws {@link org.pcim.error.CipherException}, when the stream ends at the latest, if the message is not
     * one that this decryptor can open, was changed, is cut off or goes on after its end, or is of another form than
     * docs/format.md says.
     */
    InputStream decrypt(InputStream message);

    @Override
    void close();
}
