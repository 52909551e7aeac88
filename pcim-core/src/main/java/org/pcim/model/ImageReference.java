package org.pcim.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pcim.error.InputException;

/**
 * What a patient hands to a requester so that it can ask for access: which image, on which ledger.
 *
 * <p>It says nothing about the patient and opens nothing.
 *
 * @param ledger the ledger
 * @param image the image
 */
public record ImageReference(LedgerId ledger, ImageId image) {

    private static final Pattern TEXT = Pattern.compile("pcim:([^/]+)/0x([0-9a-f]{64})");

    /**
     * Reads {@code pcim:LEDGER/IMAGE}.
     *
     * @throws InputException if the text is anything else
     */
    public static ImageReference parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InputException("read image reference", text, "it is not of the form pcim:LEDGER/IMAGE");
        }
        return new ImageReference(new LedgerId(matcher.group(1)), new ImageId(Digest.fromHex(matcher.group(2))));
    }

    /** A URI: {@code pcim:LEDGER/IMAGE}. */
    @Override
    public String toString() {
        return "pcim:" + ledger + "/" + image;
    }
}
