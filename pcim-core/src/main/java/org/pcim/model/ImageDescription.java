package org.pcim.model;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;

/**
 * What anybody may read about an image on the ledger: two DICOM codes, either of which may be left out.
 *
 * @param modality Modality (0008,0060), such as {@code CT}, or null
 * @param bodyPart Body Part Examined (0018,0015), such as {@code CHEST}, or null
 */
public record ImageDescription(
        @Nullable String modality, @Nullable String bodyPart) {

    /** The value representation CS of DICOM (PS3.5, 6.2), without leading and trailing spaces. */
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_](?:[A-Z0-9_ ]{0,14}[A-Z0-9_])?");

    private static final ImageDescription NONE = new ImageDescription(null, null);

    /** Refuses what is not a DICOM code string. */
    public ImageDescription {
        requireCode("modality", modality);
        requireCode("body part", bodyPart);
    }

    /** Nothing said. */
    public static ImageDescription none() {
        return NONE;
    }

    /** Whether a text is a DICOM code string. */
    public static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** The codes that are given. */
    public List<String> codes() {
        return Stream.of(modality, bodyPart).filter(Objects::nonNull).toList();
    }

    private static void requireCode(String what, @Nullable String code) {
        if (code != null && !isCode(code)) {
            throw new InputException(
                    "describe image by " + what,
                    "",
                    "it is not a DICOM code string: 1 to 16 capital letters, digits, spaces and underscores");
        }
    }
}
