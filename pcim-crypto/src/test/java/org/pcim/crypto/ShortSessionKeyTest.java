package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.KeyCheck;
import org.pcim.crypto.internal.SessionKey;
import org.pcim.error.CipherException;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/** A capsule around a session key of 16 bytes, as a text may have but no image. */
class ShortSessionKeyTest {

    private final OpenPgpImageCipher cipher = new OpenPgpImageCipher();
    private final CipherIdentity patient =
            OpenPgpKeys.generate(KeyParameters.withoutName(Instant.parse("2026-11-23T10:00:00Z")));
    private final KeyCheck binding = KeyChecks.ANY;

    @Test
    void isNeitherOpenedNorRewrappedThoughItsKeyCheckFits() {
        try (SessionKey sessionKey = SessionKey.takeOver(new byte[16])) {
            KeyCapsule capsule = new KeyCapsule(SessionKeyWrapping.wrap(
                    sessionKey, OpenPgpIdentity.of(patient).ownCertificate()));
            Digest check = sessionKey.check(binding);
            assertRefused("open", () -> cipher.open(capsule, patient, binding, check));
            assertRefused("re-wrap", () -> cipher.rewrap(capsule, patient, binding, check, patient.certificate()));
        }
    }

    private static void assertRefused(String action, Executable call) {
        CipherException e = assertThrows(CipherException.class, call);
        assertEquals("Cannot " + action + " key capsule: what it holds is not the key of an image", e.getMessage());
    }
}
