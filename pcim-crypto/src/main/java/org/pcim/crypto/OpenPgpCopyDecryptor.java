package org.pcim.crypto;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.pcim.cipher.MessageDecryptor;
import org.pcim.crypto.internal.MessageInputStream;
import org.pcim.crypto.internal.Pkesk;
import org.pcim.crypto.internal.SessionKey;

/** Unwraps the session key in front of the first message, and again only where another stands in front. */
final class OpenPgpCopyDecryptor implements MessageDecryptor {

    private final OpenPgpIdentity me;

    /** Those of earlier messages too: some of them may still be read. */
    private final List<SessionKey> sessionKeys = new ArrayList<>();

    private List<Pkesk> wrapped = List.of();
    private boolean closed;

    OpenPgpCopyDecryptor(OpenPgpIdentity me) {
        this.me = me;
    }

    @Override
    public InputStream decrypt(InputStream message) {
        return MessageInputStream.ofCopy(message, this::sessionKey);
    }

    @Override
    public synchronized void close() {
        closed = true;
        sessionKeys.forEach(SessionKey::close);
    }

    private synchronized SessionKey sessionKey(List<Pkesk> pkesks) {
        if (closed) {
            throw new IllegalStateException("The decryptor was closed");
        }
        if (!pkesks.equals(wrapped)) {
            sessionKeys.add(SessionKeyWrapping.unwrap(pkesks, me, "decrypt", "message"));
            wrapped = pkesks;
        }
        return sessionKeys.get(sessionKeys.size() - 1);
    }
}
