package org.pcim.internal;

/** How long a message in the store can be, so that nobody is kept busy with padding without end. */
final class MessageSize {

    private static final long ROOM_FOR_KEYS = 1024 * 1024;

    private MessageSize() {}

    /** About how many bytes a message with so many bytes of plaintext has: chunks of 256 KiB, a few keys. */
    static long expected(long plaintext) {
        return plaintext + plaintext / 4096 + 1024;
    }

    /** The most bytes of a message with so many bytes of plaintext: small chunks cost a quarter of it, padding the rest. */
    static long atMost(long plaintext) {
        return plaintext > Long.MAX_VALUE / 4 ? Long.MAX_VALUE : 2 * plaintext + ROOM_FOR_KEYS;
    }
}
