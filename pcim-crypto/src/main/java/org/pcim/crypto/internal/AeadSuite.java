package org.pcim.crypto.internal;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The block cipher and mode of a version 2 SEIPD packet (RFC 9580, 9.3 and 9.6). */
public enum AeadSuite {
    /** What PCIM writes. */
    AES_256_GCM(9, 3, 32, 12, "AES-256 in GCM"),
    AES_128_GCM(7, 3, 16, 12, "AES-128 in GCM"),
    AES_256_OCB(9, 2, 32, 15, "AES-256 in OCB"),
    /** What every program that knows RFC 9580 reads and writes. */
    AES_128_OCB(7, 2, 16, 15, "AES-128 in OCB");

    /** What the images of a study are encrypted with. */
    public static final Set<AeadSuite> OF_IMAGES = Set.of(AES_256_GCM);

    /** What a text may be sealed with, by whatever program. */
    public static final Set<AeadSuite> OF_TEXTS = Collections.unmodifiableSet(EnumSet.allOf(AeadSuite.class));

    /** The last bytes of a nonce are the chunk's index. */
    private static final int INDEX_LENGTH = Long.BYTES;

    private final int cipher;
    private final int mode;
    private final int keyLength;
    private final int nonceLength;
    private final String text;

    AeadSuite(int cipher, int mode, int keyLength, int nonceLength, String text) {
        this.cipher = cipher;
        this.mode = mode;
        this.keyLength = keyLength;
        this.nonceLength = nonceLength;
        this.text = text;
    }

    /** The one of these with the given numbers of cipher and mode. */
    static AeadSuite read(int cipher, int mode, Set<AeadSuite> accepted) throws MalformedMessageException {
        for (AeadSuite suite : accepted) {
            if (suite.cipher == cipher && suite.mode == mode) {
                return suite;
            }
        }
        String expected = accepted.stream().map(AeadSuite::toString).collect(Collectors.joining(" or "));
        throw new MalformedMessageException("it is not encrypted with " + expected);
    }

    /** The number of the block cipher (RFC 9580, 9.3). */
    int cipher() {
        return cipher;
    }

    /** The number of the mode (RFC 9580, 9.6). */
    int mode() {
        return mode;
    }

    /** The length of a session key and of a message key, in bytes. */
    int keyLength() {
        return keyLength;
    }

    /** The length in bytes of the key that opens one message: an AES key, and what every nonce begins with. */
    int messageKeyLength() {
        return keyLength + nonceLength - INDEX_LENGTH;
    }

    /** As in a sentence. */
    @Override
    public String toString() {
        return text;
    }
}
