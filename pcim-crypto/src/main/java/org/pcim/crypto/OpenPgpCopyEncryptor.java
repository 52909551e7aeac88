package org.pcim.crypto;

import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.List;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.crypto.internal.MessageOutputStream;
import org.pcim.crypto.internal.SessionKey;
import org.pcim.model.Bytes;

/** One session key for a copy, wrapped for its requester once. */
final class OpenPgpCopyEncryptor implements MessageEncryptor {

    private final SessionKey sessionKey;
    private final SecureRandom random;
    private final Bytes pkesk;

    OpenPgpCopyEncryptor(OpenPgpCertificate requester, SecureRandom random) {
        this.random = random;
        this.sessionKey = SessionKey.random(random);
        this.pkesk = CopyKeyWrapping.wrap(sessionKey, requester);
    }

    @Override
    public OutputStream encrypt(OutputStream message) {
        return MessageOutputStream.ofCopy(List.of(pkesk), sessionKey, random, message);
    }

    @Override
    public void close() {
        sessionKey.close();
    }
}
