package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/** Key capsules: they open for their owner, for the image that the ledger names, and are wrapped again without it. */
public abstract class CapsuleContract extends CipherScene {

    @Test
    void aRewrappedCapsuleOpensTheSameMessages() {
        CipherIdentity requester = harness.named("Requester <requester@example.org>");
        byte[] content = content(1000);
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            byte[] message = encrypt(encryptor, content);
            Digest check = encryptor.keyCheck(binding);
            KeyCapsule theirs = cipher.rewrap(encryptor.capsule(), patient, binding, check, certificate(requester));
            try (StudyDecryptor decryptor = cipher.open(theirs, requester, binding, check)) {
                assertArrayEquals(content, decrypt(decryptor, message));
            }
        }
    }

    @Test
    void aCapsuleOpensForItsOwnerOnly() {
        CipherIdentity requester = harness.named("Requester <requester@example.org>");
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            Digest check = encryptor.keyCheck(binding);
            KeyCapsule own = encryptor.capsule();
            KeyCapsule theirs = cipher.rewrap(own, patient, binding, check, certificate(requester));
            assertRefused(() -> cipher.open(own, requester, binding, check));
            assertRefused(() -> cipher.open(theirs, patient, binding, check));
            assertRefused(() -> cipher.rewrap(own, requester, binding, check, certificate(requester)));
        }
    }

    @Test
    void aCapsuleOfAnotherStudyIsNeitherOpenedNorRewrapped() {
        CipherIdentity requester = harness.named("Requester <requester@example.org>");
        try (StudyEncryptor one = cipher.encrypt(patientCertificate);
                StudyEncryptor other = cipher.encrypt(patientCertificate)) {
            Digest check = one.keyCheck(binding);
            KeyCapsule capsule = other.capsule();
            assertRefused(() -> cipher.open(capsule, patient, binding, check));
            assertRefused(() -> cipher.rewrap(capsule, patient, binding, check, certificate(requester)));
        }
    }

    @Test
    void aCapsuleOfAnotherVersionIsNeitherOpenedNorRewrapped() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            Digest check = encryptor.keyCheck(binding);
            KeyCapsule capsule = encryptor.capsule();
            assertRefused(() -> cipher.open(capsule, patient, binding(2), check));
            assertRefused(() -> cipher.rewrap(capsule, patient, binding(2), check, patientCertificate));
        }
    }

    @Test
    void everyChangedByteOfACapsuleIsRefused() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            Digest check = encryptor.keyCheck(binding);
            byte[] capsule = encryptor.capsule().bytes().toByteArray();
            for (int at = 0; at < capsule.length; at++) {
                byte[] changed = capsule.clone();
                changed[at] ^= 1;
                assertRefused(() -> cipher.open(KeyCapsule.of(changed), patient, binding, check), "byte " + at);
            }
        }
    }

    @Test
    void aCapsuleCutOrLengthenedIsRefused() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            Digest check = encryptor.keyCheck(binding);
            byte[] capsule = encryptor.capsule().bytes().toByteArray();
            for (int length = 1; length < capsule.length + 3; length++) {
                if (length != capsule.length) {
                    KeyCapsule changed = KeyCapsule.of(Arrays.copyOf(capsule, length));
                    assertRefused(() -> cipher.open(changed, patient, binding, check));
                }
            }
        }
    }

    @Test
    void capsulesDifferFromStudyToStudyAndFromReaderToReader() {
        try (StudyEncryptor one = cipher.encrypt(patientCertificate);
                StudyEncryptor other = cipher.encrypt(patientCertificate)) {
            assertFalse(one.capsule().equals(other.capsule()));
            KeyCapsule again =
                    cipher.rewrap(one.capsule(), patient, binding, one.keyCheck(binding), patientCertificate);
            assertFalse(one.capsule().equals(again));
        }
    }

    @Test
    void aCapsuleIsShort() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            assertTrue(encryptor.capsule().bytes().length() < 300);
        }
    }

    @Test
    void aClosedIdentityOpensNothingMore() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            Digest check = encryptor.keyCheck(binding);
            KeyCapsule capsule = encryptor.capsule();
            patient.close();
            assertThrows(IllegalStateException.class, () -> cipher.open(capsule, patient, binding, check));
            assertThrows(
                    IllegalStateException.class,
                    () -> cipher.rewrap(capsule, patient, binding, check, patientCertificate));
        }
    }
}
