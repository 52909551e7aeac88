package org.pcim.crypto.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The modification detection code that ends the data of a version 1 SEIPD packet (RFC 9580, 5.13.1). */
final class Mdc {

    /** The random bytes in front, of which the last two are repeated. */
    static final int PREFIX_LENGTH = 18;

    static final int HASH_LENGTH = 20;

    private Mdc() {}

    /** What stands in front of the hash, and is hashed with the rest: the head of a packet of type 19, 20 bytes long. */
    static byte[] head() {
        return new byte[] {(byte) 0xD3, HASH_LENGTH};
    }

    /** SHA-1, which the packet's version prescribes. */
    static MessageDigest hash() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform has no SHA-1", e);
        }
    }
}
