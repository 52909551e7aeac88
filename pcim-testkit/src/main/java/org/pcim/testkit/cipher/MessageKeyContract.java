package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.MessageKey;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.error.CipherException;

/** Keys of single messages: each opens its own, under the rules of any other message, and nothing else. */
public abstract class MessageKeyContract extends CipherScene {

    @Test
    void itOpensItsMessageForWhoeverReadsALaterVersion() throws IOException {
        int chunk = harness.chunkSize();
        try (StudyEncryptor earlier = cipher.encrypt(patientCertificate);
                StudyEncryptor later = cipher.encrypt(patientCertificate);
                StudyDecryptor before = open(earlier);
                StudyDecryptor after = open(later)) {
            for (int size : new int[] {0, 1, 1000, chunk, 2 * chunk + 17}) {
                byte[] content = content(size);
                byte[] message = encrypt(earlier, content);
                try (MessageKey key = key(before, message)) {
                    assertArrayEquals(content, decrypt(after, message, key), size + " bytes");
                }
                assertThrows(CipherException.class, () -> decrypt(after, message));
            }
        }
    }

    @Test
    void itOpensNoOtherMessageOfItsVersion() throws IOException {
        byte[] content = content(1000);
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] one = encrypt(encryptor, content);
            byte[] other = encrypt(encryptor, content);
            try (MessageKey key = key(decryptor, one)) {
                assertThrows(CipherException.class, () -> decrypt(decryptor, other, key));
            }
        }
    }

    @Test
    void aMessageOfAnotherSessionKeyHasNoneHere() {
        try (StudyEncryptor one = cipher.encrypt(patientCertificate);
                StudyEncryptor other = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(one)) {
            byte[] message = encrypt(other, content(10));
            assertThrows(CipherException.class, () -> key(decryptor, message));
        }
    }

    @Test
    void whatIsNoMessageHasNone() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content(1000));
            for (int length : new int[] {0, 1, 50, 100, 500, message.length - 1}) {
                assertThrows(CipherException.class, () -> key(decryptor, Arrays.copyOf(message, length)));
            }
        }
    }

    /**
     * What the key would have been derived with stands in front of the data and is not used: changes there go unnoticed by
     * the cipher, and the content identifier finds them. The content is then unchanged.
     */
    @Test
    void everyChangedByteIsRefusedOrChangesNothing() throws IOException {
        byte[] content = content(100);
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content);
            try (MessageKey key = key(decryptor, message)) {
                for (int at = 0; at < message.length; at++) {
                    byte[] changed = message.clone();
                    changed[at] ^= 1;
                    if (at >= message.length - content.length) {
                        assertThrows(CipherException.class, () -> decrypt(decryptor, changed, key), "byte " + at);
                    } else {
                        assertRefusedOrEqual(decryptor, changed, key, content);
                    }
                }
            }
        }
    }

    @Test
    void everyTruncationAndWhateverFollowsIsRefusedWithItToo() throws IOException {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content(100));
            try (MessageKey key = key(decryptor, message)) {
                for (int length = 0; length < message.length + 3; length++) {
                    if (length != message.length) {
                        byte[] changed = Arrays.copyOf(message, length);
                        assertThrows(CipherException.class, () -> decrypt(decryptor, changed, key));
                    }
                }
            }
        }
    }

    @Test
    void aKeyOfAnotherLengthIsRefused() throws IOException {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content(100));
            byte[] bytes = key(decryptor, message).toByteArray();
            for (int length = 1; length <= MessageKey.MAX_LENGTH; length++) {
                if (length != bytes.length) {
                    MessageKey other = MessageKey.of(Arrays.copyOf(bytes, length));
                    assertThrows(CipherException.class, () -> decrypt(decryptor, message, other));
                }
            }
        }
    }

    @Test
    void eachMessageHasOneKeyAndItIsItsOwn() throws IOException {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] one = encrypt(encryptor, content(10));
            byte[] other = encrypt(encryptor, content(10));
            byte[] key = key(decryptor, one).toByteArray();
            assertArrayEquals(key, key(decryptor, one).toByteArray());
            assertEquals(key.length, key(decryptor, other).length());
            assertFalse(Arrays.equals(key, key(decryptor, other).toByteArray()));
        }
    }

    @Test
    void aClosedKeyOrDecryptorGivesNothingMore() throws IOException {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            byte[] content = content(10);
            byte[] message = encrypt(encryptor, content);
            StudyDecryptor decryptor = open(encryptor);
            MessageKey key = key(decryptor, message);
            try (InputStream begun = decryptor.decrypt(new ByteArrayInputStream(message), key)) {
                key.close();
                assertArrayEquals(content, begun.readAllBytes());
            }
            assertThrows(IllegalStateException.class, () -> decrypt(decryptor, message, key));
            decryptor.close();
            assertThrows(IllegalStateException.class, () -> key(decryptor, message));
        }
    }

    @Test
    void theMessageIsLeftOpenAndLittleOfItIsRead() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            byte[] message = encrypt(encryptor, content(8 * harness.chunkSize()));
            ByteArrayInputStream source = new ByteArrayInputStream(message) {
                @Override
                public void close() {
                    closed.set(true);
                }
            };
            decryptor.messageKey(source).close();
            assertFalse(closed.get());
            assertFalse(source.available() < message.length / 2);
        }
    }

    private static void assertRefusedOrEqual(StudyDecryptor decryptor, byte[] changed, MessageKey key, byte[] content) {
        byte[] read;
        try {
            read = decrypt(decryptor, changed, key);
        } catch (CipherException e) {
            return;
        }
        assertArrayEquals(content, read);
    }

    private static MessageKey key(StudyDecryptor decryptor, byte[] message) throws IOException {
        return decryptor.messageKey(new ByteArrayInputStream(message));
    }

    private static byte[] decrypt(StudyDecryptor decryptor, byte[] message, MessageKey key) {
        try (InputStream decrypting = decryptor.decrypt(new ByteArrayInputStream(message), key)) {
            return decrypting.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
