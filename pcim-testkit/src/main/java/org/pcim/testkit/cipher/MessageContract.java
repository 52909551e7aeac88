package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.error.CipherException;

/** Messages: what goes in comes out, whatever its size and whoever works at the same time. */
public abstract class MessageContract extends CipherScene {

    @Test
    void everySizeComesOutAsItWentIn() {
        int chunk = harness.chunkSize();
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            assertComesOut(
                    encryptor,
                    decryptor,
                    0,
                    1,
                    191,
                    192,
                    8383,
                    8384,
                    65_529,
                    65_530,
                    65_536,
                    chunk - 100,
                    chunk - 20,
                    chunk - 16,
                    chunk - 11,
                    chunk - 10,
                    chunk - 9,
                    chunk - 8,
                    chunk - 7,
                    chunk - 6,
                    chunk - 5,
                    chunk - 1,
                    chunk,
                    chunk + 1,
                    2 * chunk,
                    3 * chunk + 17,
                    5_000_000);
        }
    }

    @Test
    void singleBytesAreTakenAndGivenToo() throws IOException {
        byte[] content = content(5000);
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            try (OutputStream encrypting = encryptor.encrypt(message)) {
                for (byte octet : content) {
                    encrypting.write(octet);
                }
            }
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            try (InputStream decrypting = decryptor.decrypt(new ByteArrayInputStream(message.toByteArray()))) {
                for (int octet = decrypting.read(); octet >= 0; octet = decrypting.read()) {
                    read.write(octet);
                }
            }
            assertArrayEquals(content, read.toByteArray());
        }
    }

    @Test
    void theCapsuleLeadsEveryMessage() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            byte[] capsule = encryptor.capsule().bytes().toByteArray();
            for (int size : new int[] {0, 1000}) {
                byte[] message = encrypt(encryptor, content(size));
                assertArrayEquals(capsule, Arrays.copyOf(message, capsule.length));
            }
        }
    }

    @Test
    void theSameContentIsEncryptedDifferentlyEachTime() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            assertDiffersEachTime(encryptor);
        }
    }

    @Test
    void nothingOfTheContentShows() {
        byte[] content = content(1000);
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            byte[] message = encrypt(encryptor, content);
            for (int at = 0; at + 8 <= message.length; at++) {
                assertFalse(Arrays.equals(message, at, at + 8, content, 0, 8));
            }
        }
    }

    @Test
    void aMessageOfAnotherSessionKeyIsRefused() {
        try (StudyEncryptor one = cipher.encrypt(patientCertificate);
                StudyEncryptor other = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(one)) {
            byte[] message = encrypt(other, content(10));
            assertThrows(CipherException.class, () -> decrypt(decryptor, message));
        }
    }

    @Test
    void closingAMessageLeavesWhatItIsWrittenToOpen() throws IOException {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            assertTargetLeftOpen(encryptor);
        }
    }

    @Test
    void aMessageThatCouldNotBeWrittenIsNotEnded() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        AtomicBoolean full = new AtomicBoolean();
        OutputStream disk = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                if (full.get()) {
                    throw new IOException("No space left on device");
                }
                written.write(octet);
            }
        };
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            OutputStream encrypting = encryptor.encrypt(disk);
            encrypting.write(content(3 * harness.chunkSize()));
            full.set(true);
            assertThrows(IOException.class, () -> encrypting.write(content(3 * harness.chunkSize())));
            full.set(false);
            encrypting.close();
            assertThrows(CipherException.class, () -> decrypt(decryptor, written.toByteArray()));
        }
    }

    @Test
    void manyThreadsShareOneEncryptorAndOneDecryptor() throws Exception {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyDecryptor decryptor = open(encryptor)) {
            assertShared(encryptor, decryptor);
        }
    }

    @Test
    void aClosedEncryptorEncryptsNothingMore() {
        StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
        encryptor.close();
        assertThrows(IllegalStateException.class, () -> encrypt(encryptor, content(1)));
        assertThrows(IllegalStateException.class, () -> encryptor.keyCheck(binding));
    }

    @Test
    void aClosedDecryptorDecryptsNothingMore() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate)) {
            byte[] message = encrypt(encryptor, content(1));
            StudyDecryptor decryptor = open(encryptor);
            decryptor.close();
            assertThrows(IllegalStateException.class, () -> decrypt(decryptor, message));
        }
    }

    @Test
    void theKeyCheckDependsOnEverythingItIsBoundTo() {
        try (StudyEncryptor encryptor = cipher.encrypt(patientCertificate);
                StudyEncryptor other = cipher.encrypt(patientCertificate)) {
            assertEquals(encryptor.keyCheck(binding), encryptor.keyCheck(binding(1)));
            assertFalse(encryptor.keyCheck(binding).equals(encryptor.keyCheck(binding(2))));
            assertFalse(encryptor.keyCheck(binding).equals(other.keyCheck(binding)));
        }
    }
}
