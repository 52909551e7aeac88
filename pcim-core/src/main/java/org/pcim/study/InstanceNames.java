package org.pcim.study;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pcim.error.InputException;

/**
 * The names that instances may have, so that they can be written below a folder on every file system.
 *
 * <p>A name is one or more parts with {@code /} between them. Refused are: an empty name, a leading or trailing
 * {@code /}, an empty part, the parts {@code .} and {@code ..}, a backslash, a colon, a control character, a part longer
 * than 255 bytes in UTF-8, a name longer than 1024 bytes, unpaired surrogates, and a name that equals another, or names a
 * folder of another, after normalisation (NFC) and case folding.
 */
public final class InstanceNames {

    private static final int MAX_NAME_BYTES = 1024;
    private static final int MAX_PART_BYTES = 255;

    private InstanceNames() {}

    /**
     * Accepts the names of one study, or refuses them.
     *
     * @throws InputException if there is no name, or one of them is refused
     */
    public static void requireValid(Collection<String> names) {
        if (names.isEmpty()) {
            throw new InputException("take study", "", "it has no instance");
        }
        Set<String> files = new HashSet<>();
        Set<String> folders = new HashSet<>();
        for (String name : names) {
            requireValid(name);
            String folded = fold(name);
            if (!files.add(folded)) {
                throw refused(name, "another instance has the same name, but for case or accents' encoding");
            }
            for (int slash = folded.indexOf('/'); slash >= 0; slash = folded.indexOf('/', slash + 1)) {
                folders.add(folded.substring(0, slash));
            }
        }
        for (String name : names) {
            if (folders.contains(fold(name))) {
                throw refused(name, "it is also the folder of another instance");
            }
        }
    }

    private static void requireValid(String name) {
        if (utf8Length(name) > MAX_NAME_BYTES) {
            throw refused(name.substring(0, 40) + "...", "it is longer than 1024 bytes");
        }
        if (name.codePoints().anyMatch(InstanceNames::isForbidden)) {
            throw refused(printable(name), "it has a backslash, a colon, a control character or half a surrogate pair");
        }
        for (String part : List.of(name.split("/", -1))) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw refused(name, "it is not a plain relative path");
            }
            if (utf8Length(part) > MAX_PART_BYTES) {
                throw refused(name, "a part of it is longer than 255 bytes");
            }
        }
    }

    private static boolean isForbidden(int codePoint) {
        return codePoint == '\\'
                || codePoint == ':'
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.isISOControl(codePoint);
    }

    private static String fold(String name) {
        String upper = Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String printable(String name) {
        return name.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    private static InputException refused(String name, String reason) {
        return new InputException("take instance", name, reason);
    }
}
