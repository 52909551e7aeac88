package org.pcim.crypto;

import java.io.IOException;
import java.io.InputStream;
import org.pcim.cipher.MessageKey;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.crypto.internal.ChunkBuffers;
import org.pcim.crypto.internal.MessageInputStream;
import org.pcim.crypto.internal.SessionKey;

/** The session key that came out of a capsule; what stands in front of the messages is not used. */
final class OpenPgpStudyDecryptor implements StudyDecryptor {

    private final SessionKey sessionKey;
    private final ChunkBuffers buffers = new ChunkBuffers();

    OpenPgpStudyDecryptor(SessionKey sessionKey) {
        this.sessionKey = sessionKey;
    }

    @Override
    public InputStream decrypt(InputStream message) {
        return MessageInputStream.ofImage(message, pkesks -> sessionKey, buffers);
    }

    @Override
    public InputStream decrypt(InputStream message, MessageKey key) {
        return MessageInputStream.withKey(message, key, buffers);
    }

    @Override
    public MessageKey messageKey(InputStream message) throws IOException {
        return MessageInputStream.keyOf(message, pkesks -> sessionKey, buffers);
    }

    @Override
    public void close() {
        sessionKey.close();
    }
}
