package org.pcim.testkit.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.MessageDecryptor;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.error.CipherException;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;
import org.pcim.testkit.CipherHarness;

/** What the parts of the suite have in common: a cipher, a patient, the binding of a study. */
abstract class CipherScene {

    /** Seeded, so that a failure can be repeated. */
    private static final Random CONTENT = new Random(1);

    /** What was being done, then a reason of some words; nothing of a library's or of Java's. */
    private static final Pattern SENTENCE =
            Pattern.compile("Cannot [^:\n]+: (?!.*(null|Exception|\\.java))[^\n]{10,250}");

    /** Messages are read in both ways: some bytes first, and then what is left at once. */
    private static final int READ_FIRST = 10;

    final KeyCheck binding = binding(1);

    CipherHarness harness;
    ImageCipher cipher;
    CipherIdentity patient;
    RecipientCertificate patientCertificate;

    /** The cipher under test; a fresh one for each test. */
    protected abstract CipherHarness newHarness();

    @BeforeEach
    final void meetThePatient() {
        harness = newHarness();
        cipher = harness.cipher();
        patient = harness.patient();
        patientCertificate = certificate(patient);
    }

    final RecipientCertificate certificate(CipherIdentity identity) {
        return cipher.certificate(identity.certificate().encoded(), harness.now());
    }

    static KeyCheck binding(int version) {
        return new KeyCheck(
                Digest.sha256(new byte[] {1, 2, 3}),
                LedgerId.embedded(Bytes.of(new byte[16])),
                Address.of(new byte[20]),
                Address.of(new byte[20]),
                version);
    }

    final StudyDecryptor open(StudyEncryptor encryptor) {
        return cipher.open(encryptor.capsule(), patient, binding, encryptor.keyCheck(binding));
    }

    /** That the cipher refuses, in one sentence for people. */
    static void assertRefused(Executable call, String... context) {
        CipherException e = assertThrows(CipherException.class, call, String.join(" ", context));
        String sentence = String.valueOf(e.getMessage());
        assertTrue(SENTENCE.matcher(sentence).matches(), sentence);
    }

    static byte[] content(int size) {
        byte[] content = new byte[size];
        CONTENT.nextBytes(content);
        return content;
    }

    static byte[] encrypt(MessageEncryptor encryptor, byte[] content) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (OutputStream encrypting = encryptor.encrypt(message)) {
            encrypting.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return message.toByteArray();
    }

    static byte[] decrypt(MessageDecryptor decryptor, byte[] message) {
        try (InputStream decrypting = decryptor.decrypt(new ByteArrayInputStream(message))) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.write(decrypting.readNBytes(READ_FIRST));
            decrypting.transferTo(content);
            assertEquals(-1, decrypting.read());
            return content.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That what goes in comes out, with so many bytes of it. */
    static void assertComesOut(MessageEncryptor encryptor, MessageDecryptor decryptor, int... sizes) {
        for (int size : sizes) {
            byte[] content = content(size);
            assertArrayEquals(content, decrypt(decryptor, encrypt(encryptor, content)), size + " bytes");
        }
    }

    /** That equal content makes other messages. */
    static void assertDiffersEachTime(MessageEncryptor encryptor) {
        byte[] content = content(100);
        assertFalse(Arrays.equals(encrypt(encryptor, content), encrypt(encryptor, content)));
    }

    /** That many threads get from them what they put in. */
    static void assertShared(MessageEncryptor encryptor, MessageDecryptor decryptor)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<byte[]> contents = new ArrayList<>();
            List<Future<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                byte[] content = content(10_000 * i);
                contents.add(content);
                results.add(threads.submit(() -> decrypt(decryptor, encrypt(encryptor, content))));
            }
            for (int i = 0; i < contents.size(); i++) {
                assertArrayEquals(contents.get(i), results.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** That closing a message leaves open what it is written to. */
    static void assertTargetLeftOpen(MessageEncryptor encryptor) throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        try (OutputStream target = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed.set(true);
            }
        }) {
            encryptor.encrypt(target).close();
            assertFalse(closed.get());
        }
    }
}
