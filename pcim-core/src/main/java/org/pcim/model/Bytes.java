package org.pcim.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes that are no secret, compared by content.
 *
 * <p>Copies on the way in and out. Secrets are never held in this type.
 */
public final class Bytes {

    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** A copy of these bytes. */
    public static Bytes of(byte[] content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }

    /** The bytes of a hexadecimal text of even length, with or without a leading {@code 0x}, in either case. */
    public static Bytes fromHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
    }

    /** No bytes. */
    public static Bytes empty() {
        return EMPTY;
    }

    /** The number of bytes. */
    public int length() {
        return content.length;
    }

    /** Whether there is no byte. */
    public boolean isEmpty() {
        return content.length == 0;
    }

    /** A new array with these bytes. */
    public byte[] toByteArray() {
        return content.clone();
    }

    /** A read-only view of these bytes. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }

    /** Lower-case hexadecimal, without {@code 0x}. */
    public String toHex() {
        return HexFormat.of().formatHex(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** The length, with the bytes in hexadecimal if there are no more than 32 of them. */
    @Override
    public String toString() {
        return content.length + " bytes" + (content.length <= 32 ? " " + toHex() : "");
    }
}
