package org.pcim.study;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pcim.error.InputException;

/**
 * A safety net for texts that go out readable: it refuses one that contains a value identifying the patient.
 *
 * <p>Values and text are compared without regard to case, accents, spaces and punctuation. A value of one or two
 * characters counts only where it stands as a word of its own, where a change of script ends a word. A birth date counts
 * in every order of day, month and year, with or without separators and leading zeros. What is written in other words
 * passes: a safety net is no proof.
 *
 * <p>Immutable.
 */
public final class PhiGuard {

    private static final int SHORT = 2;
    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    private static final Pattern DATE = Pattern.compile("\\d{8}");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

    private final IdentifyingValues values;

    /** Guards against these values. */
    public PhiGuard(IdentifyingValues values) {
        this.values = values;
    }

    /**
     * Accepts a text, or refuses it. The message does not show what was found.
     *
     * @param what what the text is, for the message: "description"
     * @throws InputException if it contains an identifying value
     */
    public void requireNone(String what, String text) {
        String squeezed = squeeze(text);
        Set<String> words = words(text);
        refuseIf(what, "a name of the patient", values.personNames(), value -> contains(squeezed, words, value));
        refuseIf(what, "an identifier of the patient", values.identifiers(), value -> contains(squeezed, words, value));
        List<String> numbers = numbers(text);
        refuseIf(what, "the patient's birth date", values.dates(), date -> containsDate(numbers, date));
    }

    /**
     * Whether a DICOM code may go out: every value counts only as words of its own, since codes such as {@code CHEST}
     * contain names such as Che, and none of one or two characters, since many codes are such words, {@code MR} for one.
     */
    public boolean allowsCode(String code) {
        Set<String> words = words(code);
        return Stream.of(values.personNames(), values.identifiers())
                .flatMap(Set::stream)
                .map(PhiGuard::squeeze)
                .noneMatch(value -> !isShort(value) && words.contains(value));
    }

    private static void refuseIf(String what, String finding, Set<String> values, Predicate<String> found) {
        if (values.stream().anyMatch(found)) {
            throw new InputException("publish " + what, "", "it contains " + finding + "; leave that out");
        }
    }

    private static boolean contains(String squeezed, Set<String> words, String value) {
        String wanted = squeeze(value);
        if (wanted.isEmpty()) {
            return false;
        }
        return isShort(wanted) ? words.contains(wanted) : squeezed.contains(wanted);
    }

    private static boolean isShort(String squeezed) {
        return squeezed.codePointCount(0, squeezed.length()) <= SHORT;
    }

    private static String squeeze(String text) {
        return fold(text).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static String fold(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        return Normalizer.normalize(plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /** The runs of letters and digits, ended where the script changes: Common and Inherited go with what is around. */
    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        StringBuilder word = new StringBuilder();
        Character.UnicodeScript last = Character.UnicodeScript.COMMON;
        for (int c : fold(text).codePoints().toArray()) {
            Character.UnicodeScript script = Character.UnicodeScript.of(c);
            boolean inWord = Character.isLetterOrDigit(c);
            boolean changed = script != last
                    && script != Character.UnicodeScript.COMMON
                    && last != Character.UnicodeScript.COMMON;
            if (!inWord || changed) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (inWord) {
                word.appendCodePoint(c);
                last = script == Character.UnicodeScript.COMMON ? last : script;
            } else {
                last = Character.UnicodeScript.COMMON;
            }
        }
        words.add(word.toString());
        return words;
    }

    private static List<String> numbers(String text) {
        return NUMBERS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static boolean containsDate(List<String> numbers, String date) {
        if (!DATE.matcher(date).matches()) {
            return false;
        }
        String year = date.substring(0, 4);
        String month = date.substring(4, 6);
        String day = date.substring(6);
        List<List<String>> orders =
                List.of(List.of(year, month, day), List.of(day, month, year), List.of(month, day, year));
        for (List<String> order : orders) {
            if (numbers.contains(String.join("", order))) {
                return true;
            }
            for (int i = 0; i + 3 <= numbers.size(); i++) {
                List<String> three = numbers.subList(i, i + 3);
                if (sameNumber(three.get(0), order.get(0))
                        && sameNumber(three.get(1), order.get(1))
                        && sameNumber(three.get(2), order.get(2))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean sameNumber(String written, String part) {
        return LEADING_ZEROS
                .matcher(written)
                .replaceFirst("")
                .equals(LEADING_ZEROS.matcher(part).replaceFirst(""));
    }
}
