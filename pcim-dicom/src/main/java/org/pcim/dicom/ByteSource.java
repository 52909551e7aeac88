package org.pcim.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Bytes of a file in their order, with a small buffer that can be looked into ahead. */
final class ByteSource {

    /** A usual header fits, so that a file costs one read. */
    private static final int BUFFER_BYTES = 16 * 1024;

    /** No header is so long: a small file that inflates without end is left here. */
    private static final long MAX_INFLATED_BYTES = 256L << 20;

    private final InputStream in;
    private final long size;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int limit;
    private long position;

    /** The bytes of the stream, of which there are {@code size}. */
    ByteSource(InputStream in, long size) {
        this.in = in;
        this.size = size;
    }

    /** The rest of these bytes, inflated (RFC 1951). The caller ends the inflater. */
    ByteSource inflated(Inflater inflater) {
        return new ByteSource(new InflaterInputStream(new Rest(), inflater, BUFFER_BYTES), MAX_INFLATED_BYTES);
    }

    /** The number of bytes taken so far. */
    long position() {
        return position;
    }

    /** The number of bytes that can follow at most. */
    long remaining() {
        return size - position;
    }

    /** Whether at least so many bytes follow; they are in the buffer then. */
    boolean has(int count) throws IOException {
        if (count > remaining()) {
            return false;
        }
        if (limit - next >= count) {
            return true;
        }
        System.arraycopy(buffer, next, buffer, 0, limit - next);
        limit -= next;
        next = 0;
        while (limit < count) {
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    /** The next bytes, at most so many as the buffer holds, without taking them. */
    ByteBuffer peek(int count) throws IOException {
        int wanted = (int) Math.min(Math.min(count, BUFFER_BYTES), remaining());
        int there = has(wanted) ? wanted : limit - next;
        return ByteBuffer.wrap(buffer, next, there).slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The byte so far ahead, 0 being the next one, without taking it. */
    byte ahead(int offset) throws IOException {
        require(offset + 1);
        return buffer[next + offset];
    }

    int unsignedShort(ByteOrder order) throws IOException {
        require(2);
        int first = buffer[next] & 0xff;
        int second = buffer[next + 1] & 0xff;
        advance(2);
        return order == ByteOrder.BIG_ENDIAN ? first << 8 | second : second << 8 | first;
    }

    long unsignedInt(ByteOrder order) throws IOException {
        long first = unsignedShort(order);
        long second = unsignedShort(order);
        return order == ByteOrder.BIG_ENDIAN ? first << 16 | second : second << 16 | first;
    }

    /** So many bytes. The caller has bounded the count. */
    byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count) {
            require(1);
            int part = Math.min(count - done, limit - next);
            System.arraycopy(buffer, next, bytes, done, part);
            advance(part);
            done += part;
        }
        return bytes;
    }

    /** Passes over so many bytes, without reading them where the file can be positioned. */
    void skip(long count) throws IOException {
        if (count > remaining()) {
            throw new EOFException();
        }
        long left = count - Math.min(count, limit - next);
        advance((int) (count - left));
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                require(1);
                skipped = Math.min(left, limit - next);
                advance((int) skipped);
            } else {
                position += skipped;
            }
            left -= skipped;
        }
    }

    private void require(int count) throws IOException {
        if (!has(count)) {
            throw new EOFException();
        }
    }

    private void advance(int count) {
        next += count;
        position += count;
    }

    /** What has not been taken yet, buffered bytes first. */
    private final class Rest extends InputStream {

        @Override
        public int read() throws IOException {
            return has(1) ? bytes(1)[0] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (!has(1)) {
                return -1;
            }
            int part = Math.min(length, limit - next);
            System.arraycopy(buffer, next, target, offset, part);
            advance(part);
            return part;
        }
    }
}
