package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.RevocationReason;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/** A participant's current key together with those before it. */
class FormerKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);

    private final OpenPgpImageCipher cipher = new OpenPgpImageCipher(Clock.fixed(NOW, ZoneOffset.UTC));
    private final CipherIdentity first = newKey();
    private final CipherIdentity second = newKey();
    private final CipherIdentity third = newKey();
    private final CipherIdentity stranger = newKey();
    private final CipherIdentity all =
            OpenPgpKeys.withFormer(third, List.of(OpenPgpKeys.withFormer(second, List.of(first))));
    private final KeyCheck binding = KeyChecks.ANY;

    @Test
    void whatWasEncryptedToAnyOfThemIsOpenedAndShared() {
        for (CipherIdentity key : List.of(first, second, third)) {
            try (StudyEncryptor encryptor = cipher.encrypt(key.certificate())) {
                KeyCapsule capsule = encryptor.capsule();
                Digest check = encryptor.keyCheck(binding);
                cipher.open(capsule, all, binding, check).close();
                KeyCapsule shared = cipher.rewrap(capsule, all, binding, check, stranger.certificate());
                cipher.open(shared, stranger, binding, check).close();
            }
            Bytes sealed = cipher.seal(TEXT, List.of(stranger.certificate(), key.certificate()));
            assertArrayEquals(TEXT, cipher.unseal(sealed, all, 10));
        }
    }

    @Test
    void whatWasEncryptedToAnotherIsNot() {
        Bytes sealed = cipher.seal(TEXT, List.of(stranger.certificate()));
        assertThrows(CipherException.class, () -> cipher.unseal(sealed, all, 10));
        Bytes toTheCurrent = cipher.seal(TEXT, List.of(all.certificate()));
        for (CipherIdentity key : List.of(first, second)) {
            assertThrows(CipherException.class, () -> cipher.unseal(toTheCurrent, key, 10));
        }
    }

    @Test
    void theCurrentOneIsPublishedAndSignsAndIsRevoked() {
        assertEquals(third.certificate(), all.certificate());
        Bytes signature = cipher.sign(TEXT, all);
        cipher.verify(TEXT, signature, third.certificate(), NOW);
        assertThrows(CipherException.class, () -> cipher.verify(TEXT, signature, first.certificate(), NOW));
        assertEquals(
                third.certificate().fingerprint(),
                cipher.revocation(cipher.revoke(all, RevocationReason.RETIRED))
                        .orElseThrow()
                        .fingerprint());
    }

    @Test
    void theCurrentOneIsExported() {
        String exported = OpenPgpKeys.exportLocked(all, "a passphrase".toCharArray(), PassphraseCost.demonstration());
        CipherIdentity imported = OpenPgpKeys.importLocked(exported, "a passphrase".toCharArray());
        assertEquals(third.certificate().encoded(), imported.certificate().encoded());
        Bytes sealed = cipher.seal(TEXT, List.of(first.certificate()));
        assertThrows(CipherException.class, () -> cipher.unseal(sealed, imported, 10));
    }

    @Test
    void closingClosesAll() {
        Bytes sealed = cipher.seal(TEXT, List.of(first.certificate(), second.certificate(), third.certificate()));
        all.close();
        for (CipherIdentity key : List.of(first, second, third)) {
            assertThrows(IllegalStateException.class, () -> cipher.unseal(sealed, key, 10));
        }
    }

    private static CipherIdentity newKey() {
        return OpenPgpKeys.generate(KeyParameters.withoutName(NOW));
    }
}
