package org.pcim.crypto.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.pcim.error.CipherException;

/** Reads forged messages as images are read. */
final class Reading {

    private Reading() {}

    static void assertRefused(String reason, byte[] message) {
        CipherException e = assertThrows(CipherException.class, () -> read(message));
        String sentence = String.valueOf(e.getMessage());
        assertTrue(sentence.startsWith("Cannot decrypt message: ") && sentence.contains(reason), sentence);
    }

    static String read(byte[] message) throws IOException {
        return read(message, MessageForge.SESSION_KEY.clone());
    }

    static String read(byte[] message, byte[] key) throws IOException {
        try (SessionKey sessionKey = SessionKey.takeOver(key);
                MessageInputStream reading = new MessageInputStream(
                        new ByteArrayInputStream(message), AeadSuite.OF_IMAGES, pkesks -> sessionKey)) {
            return new String(reading.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
