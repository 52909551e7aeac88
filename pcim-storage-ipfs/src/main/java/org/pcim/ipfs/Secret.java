package org.pcim.ipfs;

import java.nio.CharBuffer;

/** What stands in an {@code Authorization} header; it does not show itself. */
final class Secret {

    private final char[] header;

    private Secret(char[] header) {
        this.header = header;
    }

    static Secret of(String scheme, CharBuffer value) {
        if (value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("A token has only visible ASCII characters");
        }
        char[] header = new char[scheme.length() + value.remaining()];
        scheme.getChars(0, scheme.length(), header, 0);
        value.duplicate().get(header, scheme.length(), value.remaining());
        return new Secret(header);
    }

    /** The header's value. */
    String reveal() {
        return String.valueOf(header);
    }
}
