package org.pcim.dicom;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Specific Character Set (0008,0005) says about the texts of a data set (PS3.3, C.12.1.1.2).
 *
 * <p>Nothing is refused: an unknown term counts as none, bytes that do not fit become replacement characters.
 */
final class CharacterSet {

    /** ASCII; other bytes are read as UTF-8 where they are valid UTF-8, else as Latin alphabet No. 1. */
    static final CharacterSet DEFAULT = new CharacterSet(null, null);

    /** The names of single-byte and double-byte sets that fill the upper half, by their registration number. */
    private static final Map<String, String> UPPER_HALVES = Map.ofEntries(
            Map.entry("100", "ISO-8859-1"),
            Map.entry("101", "ISO-8859-2"),
            Map.entry("109", "ISO-8859-3"),
            Map.entry("110", "ISO-8859-4"),
            Map.entry("144", "ISO-8859-5"),
            Map.entry("127", "ISO-8859-6"),
            Map.entry("126", "ISO-8859-7"),
            Map.entry("138", "ISO-8859-8"),
            Map.entry("148", "ISO-8859-9"),
            Map.entry("203", "ISO-8859-15"),
            Map.entry("166", "TIS-620"),
            // Its upper half is the katakana of JIS X 0201.
            Map.entry("13", "Shift_JIS"),
            Map.entry("149", "EUC-KR"),
            Map.entry("58", "GB2312"));

    private static final Map<String, String> WHOLE_SETS =
            Map.of("192", "UTF-8", "GB18030", "GB18030", "GBK", "GBK", "UTF-8", "UTF-8", "UTF8", "UTF-8");

    /** Writers vary what stands before the number: "ISO_IR 100", "ISO IR 100", "ISO 2022 IR 100". */
    private static final Pattern REGISTRATION = Pattern.compile("IR[ _-]?(\\d{1,3})$");

    private final @Nullable String whole;
    private final @Nullable String upperHalf;

    private CharacterSet(@Nullable String whole, @Nullable String upperHalf) {
        this.whole = whole;
        this.upperHalf = upperHalf;
    }

    /** The character set that the element's value names, backslashes between terms. */
    static CharacterSet of(String value) {
        List<String> terms = List.of(value.split("\\\\", -1));
        String upperHalf = null;
        for (String term : terms) {
            String number = number(term);
            String whole = WHOLE_SETS.get(number);
            if (whole != null) {
                return new CharacterSet(whole, null);
            }
            // That of a later term should be switched to by an escape, which some writers leave out.
            upperHalf = upperHalf == null ? UPPER_HALVES.get(number) : upperHalf;
        }
        return upperHalf == null ? DEFAULT : new CharacterSet(null, upperHalf);
    }

    private static String number(String term) {
        String plain = term.replace('\0', ' ').strip();
        Matcher registration = REGISTRATION.matcher(plain);
        return registration.find() ? registration.group(1) : plain;
    }

    /** The text of a value, all of it: parts are still separated by backslashes. */
    String decode(byte[] value) {
        return whole == null ? new Iso2022Decoder(value, upperHalf).decode() : decode(value, whole);
    }

    /** The text in a set of Java's; in the default one where there is no set of that name. */
    static String decode(byte[] bytes, @Nullable String charset) {
        if (charset != null && Charset.isSupported(charset)) {
            return new String(bytes, Charset.forName(charset));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
