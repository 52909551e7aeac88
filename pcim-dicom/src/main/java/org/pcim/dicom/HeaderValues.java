package org.pcim.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pcim.study.IdentifyingValues;

/** Collects what a header says, while it is read. */
final class HeaderValues {

    private static final Pattern VALUES = Pattern.compile("\\\\");
    private static final Pattern NAME_GROUPS = Pattern.compile("=");
    private static final Pattern NAME_COMPONENTS = Pattern.compile("\\^");
    private static final Pattern INITIAL = Pattern.compile("[\\p{IsLatin}\\p{IsCyrillic}\\p{IsGreek}]\\.?");
    private static final Pattern NAME_WORDS = Pattern.compile("[\\s,]+");
    private static final Pattern NOT_DIGITS = Pattern.compile("\\D");
    private static final Pattern DATE = Pattern.compile("\\d{8}");

    /** Family name, given name, middle name; prefix and suffix follow. */
    private static final int COMPONENTS_OF_A_NAME = 3;

    private static final int SHORTEST_WORD = 3;

    /** No patient has so many values, and a hostile file shall not fill the memory with them. */
    private static final int MAX_IDENTIFYING_CHARACTERS = 1 << 20;

    /** What a set takes for a value beside its characters. */
    private static final int CHARACTERS_OF_AN_ENTRY = 64;

    private final Map<Integer, String> topLevel = new HashMap<>();
    private final Set<String> personNames = new LinkedHashSet<>();
    private final Set<String> dates = new LinkedHashSet<>();
    private final Set<String> identifiers = new LinkedHashSet<>();
    private long metaInformationEnd = Long.MAX_VALUE;
    private long metaInformationStart;
    private int identifyingCharacters;
    private boolean complete = true;

    /** Says where the group length of the meta information counts from: the end of its first element. */
    void metaInformationStarts(long position) {
        metaInformationStart = position;
    }

    /** Takes the value of an element of {@link Tag#isRead}. */
    void add(int tag, byte[] value, CharacterSet characterSet, ByteOrder order, boolean isTopLevel) {
        if (tag == Tag.META_GROUP_LENGTH) {
            if (isTopLevel && value.length == 4) {
                long length = Integer.toUnsignedLong(
                        ByteBuffer.wrap(value).order(order).getInt());
                metaInformationEnd = metaInformationStart + 12 + length;
            }
            return;
        }
        String text = characterSet.decode(value);
        if (isTopLevel) {
            topLevel.putIfAbsent(tag, trim(text));
        }
        if (Tag.isPersonName(tag)) {
            VALUES.splitAsStream(text).forEach(this::addPersonName);
        } else if (Tag.isIdentifier(tag)) {
            VALUES.splitAsStream(text).map(HeaderValues::trim).forEach(id -> addTo(identifiers, id));
        } else if (tag == Tag.PATIENT_BIRTH_DATE) {
            String digits = NOT_DIGITS.matcher(text).replaceAll("");
            if (DATE.matcher(digits).matches()) {
                addTo(dates, digits);
            }
        }
    }

    /** Each component but initials, in every script; of one that has several words also the words. */
    private void addPersonName(String name) {
        for (String group : NAME_GROUPS.split(name, -1)) {
            List<String> components = List.of(NAME_COMPONENTS.split(group, -1));
            for (String component : components.subList(0, Math.min(components.size(), COMPONENTS_OF_A_NAME))) {
                String part = trim(component);
                if (INITIAL.matcher(part).matches()) {
                    continue; // identifies nobody, and would refuse every text with the word "a"
                }
                addTo(personNames, part);
                Arrays.stream(NAME_WORDS.split(part))
                        .filter(word -> word.codePointCount(0, word.length()) >= SHORTEST_WORD)
                        .forEach(word -> addTo(personNames, word));
            }
        }
    }

    private void addTo(Set<String> values, String value) {
        if (value.isEmpty() || values.contains(value)) {
            return;
        }
        int taken = value.length() + CHARACTERS_OF_AN_ENTRY;
        if (taken > MAX_IDENTIFYING_CHARACTERS - identifyingCharacters) {
            incomplete();
            return;
        }
        identifyingCharacters += taken;
        values.add(value);
    }

    /** Padding is a space or a null. */
    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isPadding(text.charAt(from))) {
            from++;
        }
        while (to > from && isPadding(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isPadding(char c) {
        return c <= ' ' || Character.isWhitespace(c);
    }

    /** Notes that something could not be read. */
    void incomplete() {
        complete = false;
    }

    boolean complete() {
        return complete;
    }

    /** Whether deflated bytes begin here: only there the group length decides. */
    boolean metaInformationEnded(long position) {
        return Encoding.isDeflated(value(Tag.TRANSFER_SYNTAX_UID)) && position >= metaInformationEnd;
    }

    /** The value of an element outside sequences; null where it is missing or empty. */
    @Nullable String value(int tag) {
        String value = topLevel.get(tag);
        return value == null || value.isEmpty() ? null : value;
    }

    IdentifyingValues identifyingValues() {
        return new IdentifyingValues(personNames, dates, identifiers);
    }
}
