package org.pcim.dicom;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes a text with code extensions (PS3.5, 6.1.2.5; ISO/IEC 2022): escape sequences switch either half. */
final class Iso2022Decoder {

    private static final int ESCAPE = 0x1b;

    /** Escape sequences, less the escape, that switch the lower half. Romaji counts as ASCII. */
    private static final Map<String, Lower> LOWER_HALVES = Map.of(
            "(B", Lower.ASCII,
            "(J", Lower.ASCII,
            "$B", Lower.JIS_X_0208,
            "$@", Lower.JIS_X_0208,
            "$(B", Lower.JIS_X_0208,
            "$(D", Lower.JIS_X_0212);

    /** Escape sequences, less the escape, that switch the upper half. */
    private static final Map<String, String> UPPER_HALVES = Map.ofEntries(
            Map.entry("-A", "ISO-8859-1"),
            Map.entry("-B", "ISO-8859-2"),
            Map.entry("-C", "ISO-8859-3"),
            Map.entry("-D", "ISO-8859-4"),
            Map.entry("-L", "ISO-8859-5"),
            Map.entry("-G", "ISO-8859-6"),
            Map.entry("-F", "ISO-8859-7"),
            Map.entry("-H", "ISO-8859-8"),
            Map.entry("-M", "ISO-8859-9"),
            Map.entry("-b", "ISO-8859-15"),
            Map.entry("-T", "TIS-620"),
            Map.entry(")I", "Shift_JIS"),
            Map.entry("$)C", "EUC-KR"),
            Map.entry("$)A", "GB2312"));

    private enum Lower {
        ASCII,
        JIS_X_0208,
        JIS_X_0212
    }

    private final byte[] bytes;
    private final @Nullable String initialUpper;
    private final StringBuilder text = new StringBuilder();
    private Lower lower = Lower.ASCII;
    private @Nullable String upper;
    private int at;

    Iso2022Decoder(byte[] bytes, @Nullable String upperHalf) {
        this.bytes = bytes;
        this.initialUpper = upperHalf;
        this.upper = upperHalf;
    }

    String decode() {
        while (at < bytes.length) {
            int b = bytes[at] & 0xff;
            if (b == ESCAPE) {
                takeEscape();
            } else if (b >= 0x80) {
                takeUpperHalf();
            } else if (lower == Lower.ASCII || !isPair()) {
                text.append((char) b);
                at++;
                if (b < ' ' || b == '\\' || b == '^' || b == '=') {
                    reset();
                }
            } else {
                takePairs();
            }
        }
        return text.toString();
    }

    /** A delimiter ends what was switched. Writers who forget to switch again are understood if they switched alone. */
    private void reset() {
        lower = Lower.ASCII;
        if (initialUpper != null) {
            upper = initialUpper;
        }
    }

    /** An escape sequence: intermediate bytes, then a final one. An unknown one is passed over. */
    private void takeEscape() {
        StringBuilder sequence = new StringBuilder();
        at++;
        while (at < bytes.length && bytes[at] >= 0x20 && bytes[at] <= 0x2f && sequence.length() < 3) {
            sequence.append((char) bytes[at++]);
        }
        if (at < bytes.length && bytes[at] >= 0x30 && bytes[at] < 0x7f) {
            sequence.append((char) bytes[at++]);
        }
        String name = sequence.toString();
        lower = LOWER_HALVES.getOrDefault(name, lower);
        upper = UPPER_HALVES.getOrDefault(name, upper);
    }

    private void takeUpperHalf() {
        int from = at;
        while (at < bytes.length && bytes[at] < 0) {
            at++;
        }
        text.append(CharacterSet.decode(Arrays.copyOfRange(bytes, from, at), upper));
    }

    private boolean isPair() {
        return at + 1 < bytes.length && bytes[at] > 0x20 && bytes[at + 1] > 0x20;
    }

    /** Both are decoded as EUC-JP, which has them in its upper half. */
    private void takePairs() {
        ByteArrayOutputStream euc = new ByteArrayOutputStream();
        while (isPair()) {
            if (lower == Lower.JIS_X_0212) {
                euc.write(0x8f);
            }
            euc.write(bytes[at++] | 0x80);
            euc.write(bytes[at++] | 0x80);
        }
        text.append(CharacterSet.decode(euc.toByteArray(), "EUC-JP"));
    }
}
