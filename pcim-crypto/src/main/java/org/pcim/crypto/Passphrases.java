package org.pcim.crypto;

import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.function.Function;
import org.pcim.error.InputException;

/** Takes passphrases: in Unicode's form NFC, never empty, wiped after use. */
final class Passphrases {

    private Passphrases() {}

    /** Uses a passphrase in NFC, and wipes it and what was made of it. */
    static <T> T with(String action, char[] passphrase, Function<char[], T> use) {
        char[] normalized = normalized(passphrase);
        try {
            if (normalized.length == 0) {
                throw new InputException(action, "key", "the passphrase is empty; choose one");
            }
            return use.apply(normalized);
        } finally {
            Arrays.fill(normalized, '\0');
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
