package org.pcim.cipher;

import java.io.InputStream;

/**
 * Decrypts the messages of one version of a study.
 *
 * <p>Safe for use by many threads. Closing wipes the session key.
 */
public interface StudyDecryptor extends AutoCloseable {

    /**
     * Decrypts a message while it is read. The stream gives only bytes whose authentication tag was checked; that the
     * message is complete is known when it ends. Closing it leaves {@code message} open.
     *
     * <p>Reading throws {@link org.pcim.error.CipherException} if the message is not one of this session key, was
     * changed, is cut off or goes on after its end, or is of another form than docs/format.md says.
     */
    InputStream decrypt(InputStream message);

    @Override
    void close();
}
