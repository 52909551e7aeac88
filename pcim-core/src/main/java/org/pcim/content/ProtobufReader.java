package org.pcim.content;

import java.nio.ByteBuffer;

/** Reads the few kinds of protobuf fields that dag-pb and UnixFS have, from a buffer, within its bounds. */
final class ProtobufReader {

    private static final int MAX_VARINT_BITS = 63;

    private final ByteBuffer buffer;

    ProtobufReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    boolean hasNext() {
        return buffer.hasRemaining();
    }

    /** Moves behind the tag if it comes next. */
    boolean next(int tag) {
        if (!buffer.hasRemaining() || buffer.get(buffer.position()) != tag) {
            return false;
        }
        buffer.get();
        return true;
    }

    /** A number from 0 to 2^63-1. */
    long varint() {
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            int next = octet();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedNodeException("a number in it is too large");
    }

    /** A field of a length that comes in front of it. */
    ByteBuffer bytes() {
        long length = varint();
        if (length > buffer.remaining()) {
            throw new MalformedNodeException("a field in it is cut off");
        }
        ByteBuffer field = buffer.slice(buffer.position(), (int) length);
        buffer.position(buffer.position() + (int) length);
        return field;
    }

    private int octet() {
        if (!buffer.hasRemaining()) {
            throw new MalformedNodeException("a number in it is cut off");
        }
        return buffer.get() & 0xff;
    }
}
