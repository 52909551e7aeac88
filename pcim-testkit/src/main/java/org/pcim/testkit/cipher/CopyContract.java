package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.MessageDecryptor;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.ShareMode;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.error.CipherException;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/** Copies: a requester who cannot take a re-wrapped key opens one, and nobody else; the two ways are not mixed up. */
public abstract class CopyContract extends CipherScene {

    private CipherIdentity requester;
    private RecipientCertificate requesterCertificate;

    @BeforeEach
    final void meetTheRequester() {
        requester = harness.needingCopies("Requester <requester@example.org>");
        requesterCertificate = certificate(requester);
    }

    @Test
    void theCertificateSaysThatItNeedsCopies() {
        assertEquals(ShareMode.COPY, requesterCertificate.shareMode());
        assertEquals(List.of("Requester <requester@example.org>"), requesterCertificate.userIds());
    }

    @Test
    void everySizeComesOutAsItWentIn() {
        try (MessageEncryptor encryptor = cipher.encryptCopy(requesterCertificate);
                MessageDecryptor decryptor = cipher.openCopy(requester)) {
            assertComesOut(
                    encryptor, decryptor, 0, 1, 15, 16, 17, 191, 192, 8383, 8384, 16_330, 16_350, 16_366, 16_384,
                    16_400, 65_536, 65_600, 1_000_003);
        }
    }

    @Test
    void theSameContentIsEncryptedDifferentlyEachTime() {
        try (MessageEncryptor encryptor = cipher.encryptCopy(requesterCertificate)) {
            assertDiffersEachTime(encryptor);
        }
    }

    @Test
    void nobodyElseOpensIt() {
        CipherIdentity other = harness.needingCopies("Other <other@example.org>");
        try (MessageEncryptor encryptor = cipher.encryptCopy(requesterCertificate);
                MessageDecryptor decryptor = cipher.openCopy(other)) {
            byte[] message = encrypt(encryptor, content(10));
            assertThrows(CipherException.class, () -> decrypt(decryptor, message));
        }
    }

    @Test
    void messagesOfSeveralCopiesAreOpenedInAnyOrder() {
        try (MessageEncryptor one = cipher.encryptCopy(requesterCertificate);
                MessageEncryptor other = cipher.encryptCopy(requesterCertificate);
                MessageDecryptor decryptor = cipher.openCopy(requester)) {
            byte[] content = content(100);
            for (MessageEncryptor encryptor : List.of(one, other, one)) {
                assertArrayEquals(content, decrypt(decryptor, encrypt(encryptor, content)));
            }
        }
    }

    @Test
    void everyChangedByteIsRefusedOrChangesNothing() {
        byte[] content = content(40);
        try (MessageEncryptor encryptor = cipher.encryptCopy(requesterCertificate);
                MessageDecryptor decryptor = cipher.openCopy(requester)) {
            byte[] message = encrypt(encryptor, content);
            for (int at = 0; at < message.length; at++) {
                byte[] changed = message.clone();
                changed[at] ^= 1;
                if (at >= message.length - content.length) {
                    assertThrows(CipherException.class, () -> decrypt(decryptor, changed), "byte " + at);
                } else {
                    assertRefusedOrEqual(decryptor, changed, content);
                }
            }
        }
    }

    @Test
    void oneCutOrLengthenedIsRefused() {
        try (MessageEncryptor encryptor = cipher.encryptCopy(requesterCertificate);
                MessageDecryptor decryptor = cipher.openCopy(requester)) {
            byte[] message = encrypt(encryptor, content(40));
            for (int length = 0; length < message.length + 3; length++) {
                if (length != message.length) {
                    byte[] changed = Arrays.copyOf(message, length);
                    assertThrows(CipherException.class, () -> decrypt(decryptor, changed), length + " bytes");
                }
            }
        }
    }

    @Test
    void aChangeInALargeOneIsFoundWhenItEndsAtTheLatest() {
        try (MessageEncryptor encryptor = cipher.encryptCopy(requesterCertificate);
                MessageDecryptor decryptor = cipher.openCopy(requester)) {
            byte[] message = encrypt(encryptor, content(300_000));
            for (int at = message.length - 1; at > 200; at -= 9973) {
                byte[] changed = message.clone();
                changed[at] ^= 1;
                assertThrows(CipherException.class, () -> decrypt(decryptor, changed), "byte " + at);
                byte[] cut = Arrays.copyOf(message, at);
                assertThrows(CipherException.class, () -> decrypt(decryptor, cut), at + " bytes");
            }
        }
    }

    @Test
    void aFailureStaysOne() throws IOException {
        try (MessageEncryptor encryptor = cipher.encryptCopy(requesterCertificate);
                MessageDecryptor decryptor = cipher.openCopy(requester)) {
            byte[] message = encrypt(encryptor, content(40));
            message[message.length - 1] ^= 1;
            try (InputStream decrypting = decryptor.decrypt(new ByteArrayInputStream(message))) {
                assertThrows(CipherException.class, decrypting::readAllBytes);
                assertThrows(CipherException.class, decrypting::read);
            }
        }
    }

    @Test
    void copiesAndImagesAreNotMixedUp() {
        try (MessageEncryptor copy = cipher.encryptCopy(requesterCertificate);
                MessageDecryptor copyReader = cipher.openCopy(requester);
                StudyEncryptor image = cipher.encrypt(patientCertificate);
                StudyDecryptor imageReader = open(image)) {
            byte[] ofCopy = encrypt(copy, content(10));
            byte[] ofImage = encrypt(image, content(10));
            assertThrows(CipherException.class, () -> decrypt(imageReader, ofCopy));
            assertThrows(CipherException.class, () -> decrypt(copyReader, ofImage));
        }
    }

    @Test
    void whoTakesReWrappedKeysNeedsNone() {
        assertThrows(CipherException.class, () -> cipher.encryptCopy(patientCertificate));
        assertThrows(CipherException.class, () -> cipher.openCopy(patient));
    }

    @Test
    void whoNeedsCopiesTakesNoCapsule() {
        assertThrows(CipherException.class, () -> cipher.encrypt(requesterCertificate));
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            KeyCapsule capsule = encryptor.capsule();
            Digest check = encryptor.keyCheck(binding);
            assertThrows(
                    CipherException.class, () -> cipher.rewrap(capsule, patient, binding, check, requesterCertificate));
            assertThrows(
                    CipherException.class, () -> cipher.rewrap(capsule, requester, binding, check, patientCertificate));
            assertThrows(CipherException.class, () -> cipher.open(capsule, requester, binding, check));
        }
    }

    @Test
    void closingAMessageLeavesWhatItIsWrittenToOpen() throws IOException {
        try (MessageEncryptor encryptor = cipher.encryptCopy(requesterCertificate)) {
            assertTargetLeftOpen(encryptor);
        }
    }

    @Test
    void manyThreadsShareOneEncryptorAndOneDecryptor() throws Exception {
        try (MessageEncryptor encryptor = cipher.encryptCopy(requesterCertificate);
                MessageDecryptor decryptor = cipher.openCopy(requester)) {
            assertShared(encryptor, decryptor);
        }
    }

    @Test
    void whatIsClosedGivesNothingMore() {
        MessageEncryptor encryptor = cipher.encryptCopy(requesterCertificate);
        byte[] message = encrypt(encryptor, content(10));
        encryptor.close();
        assertThrows(IllegalStateException.class, () -> encrypt(encryptor, content(10)));
        MessageDecryptor decryptor = cipher.openCopy(requester);
        decryptor.close();
        assertThrows(IllegalStateException.class, () -> decrypt(decryptor, message));
        try (MessageDecryptor another = cipher.openCopy(requester)) {
            requester.close();
            assertThrows(IllegalStateException.class, () -> decrypt(another, message));
        }
    }

    private static void assertRefusedOrEqual(MessageDecryptor decryptor, byte[] changed, byte[] content) {
        byte[] read;
        try {
            read = decrypt(decryptor, changed);
        } catch (CipherException e) {
            return;
        }
        assertArrayEquals(content, read);
    }
}
