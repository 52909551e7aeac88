package org.pcim.signing;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.Function;
import org.pcim.error.InputException;

/** Takes passphrases: in Unicode's form NFC, as UTF-8, never empty, wiped after use. */
final class Passphrases {

    private static final int MAX_UTF8_PER_CHAR = 3;

    private Passphrases() {}

    /** Uses a passphrase as UTF-8, and wipes it and what was made of it. */
    static <T> T use(String action, String subject, char[] passphrase, Function<byte[], T> use) {
        try {
            if (passphrase.length == 0) {
                throw new InputException(action, subject, "the passphrase is empty");
            }
            char[] normalized = normalized(passphrase);
            byte[] room = new byte[MAX_UTF8_PER_CHAR * normalized.length];
            byte[] utf8 = new byte[0];
            try {
                ByteBuffer encoded = ByteBuffer.wrap(room);
                if (StandardCharsets.UTF_8
                        .newEncoder()
                        .encode(CharBuffer.wrap(normalized), encoded, true)
                        .isError()) {
                    throw new InputException(action, subject, "the passphrase has half a character (a lone surrogate)");
                }
                utf8 = Arrays.copyOf(room, encoded.position());
                return use.apply(utf8);
            } finally {
                Arrays.fill(normalized, '\0');
                Arrays.fill(room, (byte) 0);
                Arrays.fill(utf8, (byte) 0);
            }
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private static char[] normalized(char[] passphrase) {
        CharBuffer view = CharBuffer.wrap(passphrase);
        return Normalizer.isNormalized(view, Normalizer.Form.NFC)
                ? passphrase.clone()
                : Normalizer.normalize(view, Normalizer.Form.NFC).toCharArray();
    }
}
