package org.pcim.cipher;

import java.io.InputStream;

/**
 * Decrypts messages that one key opens.
 *
 * <p>Safe for use by many threads. Closing wipes secrets.
 */
public interface MessageDecryptor extends AutoCloseable {

    /**
     * Decrypts a message while it is read. Closing the stream leaves {@code message} open.
     *
     * <p>Reading throws {@link org.pcim.error.CipherException} if the message was changed, is cut off, or is for another
     * key. That it is complete is known when it ends.
     */
    InputStream decrypt(InputStream message);

    @Override
    void close();
}
