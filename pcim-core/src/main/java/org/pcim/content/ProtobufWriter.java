package org.pcim.content;

import java.io.ByteArrayOutputStream;

/** Writes the few kinds of protobuf fields that dag-pb and UnixFS have. */
final class ProtobufWriter {

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    ProtobufWriter number(int tag, long value) {
        message.write(tag);
        varint(value);
        return this;
    }

    ProtobufWriter bytes(int tag, byte[] field) {
        message.write(tag);
        varint(field.length);
        message.writeBytes(field);
        return this;
    }

    byte[] toByteArray() {
        return message.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        for (; rest > 0x7f; rest >>>= 7) {
            message.write((int) (rest & 0x7f) | 0x80);
        }
        message.write((int) rest);
    }
}
