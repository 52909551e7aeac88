package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.error.CipherException;

/** Messages that somebody changed, cut, lengthened or put together anew: none is taken for complete. */
public abstract class TamperingContract extends CipherScene {

    /**
     * What leads a message is replaced by the capsule from the ledger, so changes there may go unnoticed by the cipher:
     * the content identifier finds them. The content is then unchanged.
     */
    @Test
    void everyChangedByteOfASmallMessageIsRefused() {
        byte[] content = content(40);
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content);
            int capsule = encryptor.capsule().bytes().length();
            for (int at = 0; at < message.length; at++) {
                for (int flip : new int[] {0x01, 0x20, 0x80, 0xFF}) {
                    byte[] changed = message.clone();
                    changed[at] ^= (byte) flip;
                    if (at >= capsule) {
                        assertRefused(() -> decrypt(decryptor, changed), "byte " + at);
                    } else {
                        assertRefusedOrEqual(decryptor, changed, content);
                    }
                }
            }
        }
    }

    @Test
    void aSmallMessageCutAnywhereIsRefused() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content(40));
            for (int length = 0; length < message.length; length++) {
                byte[] cut = Arrays.copyOf(message, length);
                assertRefused(() -> decrypt(decryptor, cut), length + " bytes");
            }
        }
    }

    @Test
    void aLargeMessageCutAnywhereGivesNothingFalseAndDoesNotEnd() throws IOException {
        int chunk = harness.chunkSize();
        byte[] content = content(3 * chunk);
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content);
            for (int length = message.length - 1; length > 0; length -= length > message.length - 100 ? 1 : 9973) {
                assertOnlyTrueBytes(decryptor, Arrays.copyOf(message, length), content);
            }
        }
    }

    @Test
    void aLateChangeIsFoundBeforeTheChangedBytesAreGiven() throws IOException {
        byte[] content = content(3 * harness.chunkSize());
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content);
            for (int at = message.length - 1; at > message.length / 2; at -= 50_021) {
                byte[] changed = message.clone();
                changed[at] ^= 1;
                assertOnlyTrueBytes(decryptor, changed, content);
            }
        }
    }

    @Test
    void whateverIsAppendedIsRefused() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            for (int size : new int[] {40, 2 * harness.chunkSize()}) {
                byte[] message = encrypt(encryptor, content(size));
                for (byte[] more : new byte[][] {{0}, {(byte) 0xCB}, content(16), content(50), message}) {
                    byte[] longer = Arrays.copyOf(message, message.length + more.length);
                    System.arraycopy(more, 0, longer, message.length, more.length);
                    assertRefused(() -> decrypt(decryptor, longer));
                }
            }
        }
    }

    @Test
    void whateverIsPutInFrontIsRefused() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content(40));
            for (byte octet : new byte[] {0, (byte) 0xCB, (byte) 0xD2, 'x'}) {
                byte[] longer = new byte[message.length + 1];
                longer[0] = octet;
                System.arraycopy(message, 0, longer, 1, message.length);
                assertRefused(() -> decrypt(decryptor, longer));
            }
        }
    }

    @Test
    void partsOfTwoMessagesMakeNoMessage() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] one = encrypt(encryptor, content(40));
            byte[] other = encrypt(encryptor, content(40));
            assertEquals(one.length, other.length);
            for (int at = encryptor.capsule().bytes().length() + 8; at < one.length; at++) {
                byte[] mixed = one.clone();
                System.arraycopy(other, at, mixed, at, one.length - at);
                if (!Arrays.equals(mixed, one) && !Arrays.equals(mixed, other)) {
                    assertRefused(() -> decrypt(decryptor, mixed), "from byte " + at);
                }
            }
        }
    }

    @Test
    void aRefusedMessageStaysRefused() throws IOException {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content(40));
            message[message.length - 1] ^= 1;
            try (InputStream decrypting = decryptor.decrypt(new ByteArrayInputStream(message))) {
                assertRefused(decrypting::read);
                assertRefused(decrypting::read);
            }
        }
    }

    private static void assertRefusedOrEqual(StudyDecryptor decryptor, byte[] message, byte[] content) {
        try {
            assertArrayEquals(content, decrypt(decryptor, message));
        } catch (CipherException e) {
            assertEquals("decrypt", e.action());
        }
    }

    private static void assertOnlyTrueBytes(StudyDecryptor decryptor, byte[] message, byte[] content)
            throws IOException {
        try (InputStream decrypting = decryptor.decrypt(new ByteArrayInputStream(message))) {
            byte[] read = new byte[content.length + 1];
            int[] length = {0};
            assertRefused(() -> {
                for (int n = 0; n >= 0; n = decrypting.read(read, length[0], read.length - length[0])) {
                    length[0] += n;
                }
            });
            assertTrue(Arrays.equals(read, 0, length[0], content, 0, length[0]));
        }
    }
}
