package org.pcim.internal;

import org.pcim.content.UnixFsFileWriter;

/**
 * About how much memory the instances take that one call works on at once: their number follows from it, so that a machine
 * with many processors needs no more.
 */
final class WorkingMemory {

    /** What the instances of one call take together at most, in bytes. */
    static final int LIMIT = 16 * 1024 * 1024;

    /** How much of an instance is read at once. */
    static final int PIECE = 64 * 1024;

    /** How long the chunks of a message are that PCIM writes. */
    private static final int CHUNK = 256 * 1024;

    private static final int SMALL_BUFFERS = 64 * 1024;

    private WorkingMemory() {}

    /** To encrypt an instance of so many bytes: a piece at four stations, a leaf, and one in the store's hands. */
    static int toEncrypt(long size) {
        return SMALL_BUFFERS + 4 * atMost(PIECE, size) + 2 * atMost(UnixFsFileWriter.CHUNK_LENGTH, size);
    }

    /** To decrypt an instance of so many bytes: a leaf, a chunk before and after, and as it is written. */
    static int toDecrypt(long size) {
        return SMALL_BUFFERS + 3 * atMost(CHUNK, size) + atMost(UnixFsFileWriter.CHUNK_LENGTH, size);
    }

    private static int atMost(int most, long size) {
        return (int) Math.min(most, size);
    }
}
