package org.pcim.crypto;

import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.List;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.crypto.internal.MessageOutputStream;
import org.pcim.crypto.internal.SessionKey;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/** One session key, wrapped for the patient once. */
final class OpenPgpStudyEncryptor implements StudyEncryptor {

    private final SessionKey sessionKey;
    private final SecureRandom random;
    private final Bytes pkesk;

    OpenPgpStudyEncryptor(OpenPgpCertificate patient, SecureRandom random) {
        this.random = random;
        this.sessionKey = SessionKey.random(random);
        this.pkesk = SessionKeyWrapping.wrap(sessionKey, patient);
    }

    @Override
    public KeyCapsule capsule() {
        return new KeyCapsule(pkesk);
    }

    @Override
    public Digest keyCheck(KeyCheck binding) {
        return sessionKey.check(binding);
    }

    @Override
    public OutputStream encrypt(OutputStream message) {
        return MessageOutputStream.of(List.of(pkesk), sessionKey, random, message);
    }

    @Override
    public void close() {
        sessionKey.close();
    }
}
