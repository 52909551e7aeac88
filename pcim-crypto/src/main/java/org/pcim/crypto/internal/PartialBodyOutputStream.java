package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The body of one packet whose length is not known beforehand: parts of 64 KiB (RFC 9580, 4.2.1.4), or a definite length
 * if it fits in one.
 *
 * <p>Closing ends the packet; what is written to stays open.
 */
final class PartialBodyOutputStream extends OutputStream {

    private static final int PART_BITS = 16;
    private static final int PART = 1 << PART_BITS;

    /** A definite length takes up to 5 octets; it is put right in front of the part, so that both go out at once. */
    private static final int ROOM = 6;

    private final OutputStream out;
    private final int tag;
    private byte[] buffer = new byte[ROOM + 4096];
    private int end = ROOM;
    private boolean begun;

    /** The body begins with this. */
    PartialBodyOutputStream(int tag, OutputStream out, byte[] beginning) {
        this.tag = tag;
        this.out = out;
        System.arraycopy(beginning, 0, buffer, end, beginning.length);
        end += beginning.length;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int fits = Math.min(left, ROOM + PART - end);
            reserve(fits);
            System.arraycopy(source, from, buffer, end, fits);
            end += fits;
            from += fits;
            left -= fits;
            if (end == ROOM + PART) {
                emit(ROOM - 1, 224 + PART_BITS);
            }
        }
    }

    @Override
    public void close() throws IOException {
        int length = end - ROOM;
        if (length < 192) {
            emit(ROOM - 1, length);
        } else if (length < 8384) {
            buffer[ROOM - 1] = (byte) (length - 192);
            emit(ROOM - 2, ((length - 192) >> 8) + 192);
        } else {
            buffer[ROOM - 1] = (byte) length;
            buffer[ROOM - 2] = (byte) (length >> 8);
            buffer[ROOM - 3] = (byte) (length >> 16);
            buffer[ROOM - 4] = (byte) (length >> 24);
            emit(ROOM - 5, 255);
        }
    }

    /** Overwrites the buffer, which is needed where the body is no ciphertext. */
    void wipe() {
        Arrays.fill(buffer, (byte) 0);
    }

    private void emit(int at, int lengthOctet) throws IOException {
        int start = at;
        buffer[start] = (byte) lengthOctet;
        if (!begun) {
            buffer[--start] = (byte) (0xC0 | tag);
            begun = true;
        }
        out.write(buffer, start, end - start);
        end = ROOM;
    }

    private void reserve(int more) {
        if (end + more > buffer.length) {
            byte[] larger = Arrays.copyOf(buffer, Math.min(ROOM + PART, Math.max(end + more, 4 * buffer.length)));
            wipe();
            buffer = larger;
        }
    }
}
