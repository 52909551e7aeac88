package org.pcim.model;

import java.nio.charset.StandardCharsets;

/**
 * A note or a reason as it stands on the ledger: sealed to its reader and its writer, or readable by anybody.
 *
 * @param sealed whether it is encrypted
 * @param content the sealed message, or the text in UTF-8; empty if nothing is said; at most 4096 bytes
 */
public record LedgerText(boolean sealed, Bytes content) {

    /** The longest content that a ledger takes, in bytes. */
    public static final int MAX_LENGTH = 4096;

    private static final LedgerText EMPTY = new LedgerText(false, Bytes.empty());

    /** Refuses oversized content. */
    public LedgerText {
        if (content.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A text on the ledger has at most 4096 bytes, not " + content.length());
        }
    }

    /** Nothing said. */
    public static LedgerText empty() {
        return EMPTY;
    }

    /** A sealed message. */
    public static LedgerText sealed(Bytes message) {
        return new LedgerText(true, message);
    }

    /** A text that anybody can read. */
    public static LedgerText readable(String text) {
        return new LedgerText(false, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
