package org.pcim.crypto.internal;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Buffers for chunks, which the messages of a study use one after the other: those that were just used lie in the processor's
 * caches. Keeps as many as were in use at once. Safe for use by many threads.
 */
public final class ChunkBuffers {

    private final Deque<byte[]> unused = new ConcurrentLinkedDeque<>();

    /** A buffer of at least this length, whatever is in it. */
    byte[] take(int length) {
        byte[] last = unused.poll();
        return last == null || last.length < length ? new byte[length] : last;
    }

    /** Takes one back that holds nothing secret any more. */
    void giveBack(byte[] buffer) {
        unused.push(buffer);
    }
}
