package org.pcim.cipher;

import java.io.IOException;
import java.io.InputStream;

/**
 * Decrypts the messages of one version of a study: those under its session key, and those that it keeps from an earlier
 * version, each with its own key.
 *
 * <p>Safe for use by many threads. Closing wipes the session key.
 */
public interface StudyDecryptor extends MessageDecryptor {

    /**
     * Decrypts a message while it is read. The stream gives only bytes whose authentication tag was checked; that the
     * message is complete is known when it ends. Closing it leaves {@code message} open.
     *
     * <p>Reading throws {@link org.pcim.error.CipherException} if the message is not one of this session key, was
     * changed, is cut off or goes on after its end, or is of another form than docs/format.md says.
     */
    @Override
    InputStream decrypt(InputStream message);

    /**
     * Decrypts a message with its own key instead of the session key, with the same guarantees for its content. The key is
     * copied when this is called.
     *
     * @throws org.pcim.error.CipherException if the key has not the length that the cipher's keys have
     */
    InputStream decrypt(InputStream message, MessageKey key);

    /**
     * The key that opens this message and nothing else. Of the message its beginning is read, as far as it takes to see
     * that it is one of this session key; {@code message} is left open.
     *
     * @throws org.pcim.error.CipherException if it is not one of this session key, as far as it was read
     * @throws IOException if it cannot be read
     */
    MessageKey messageKey(InputStream message) throws IOException;
}
