package org.pcim.examples.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** The elements of a Part 10 file in explicit VR little endian without sequences, read for checking. */
final class ParsedSlice {

    private static final int PREAMBLE = 128;

    private final NavigableMap<Integer, byte[]> values = new TreeMap<>();

    ParsedSlice(byte[] file) {
        assertEquals("DICM", new String(file, PREAMBLE, 4, StandardCharsets.US_ASCII));
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(PREAMBLE + 4);
        int endOfMeta = -1;
        while (in.hasRemaining()) {
            int tag = Short.toUnsignedInt(in.getShort()) << Short.SIZE | Short.toUnsignedInt(in.getShort());
            assertEquals(tag >>> Short.SIZE == 2, endOfMeta < 0 || in.position() <= endOfMeta, "the group length");
            assertTrue(values.isEmpty() || values.lastKey() < tag, "tags ascend");
            byte[] value = new byte[length(in)];
            assertEquals(0, value.length % 2, "even length");
            in.get(value);
            values.put(tag, value);
            if (tag == 0x00020000) {
                endOfMeta = in.position() + number(tag, Integer.BYTES);
            }
        }
    }

    boolean has(int tag) {
        return values.containsKey(tag);
    }

    byte[] bytes(int tag) {
        return Objects.requireNonNull(values.get(tag), "element %08X".formatted(tag));
    }

    String text(int tag) {
        return new String(bytes(tag), StandardCharsets.US_ASCII).strip().replace("\0", "");
    }

    int number(int tag) {
        return number(tag, Short.BYTES);
    }

    double decimal(int tag, int index) {
        return Double.parseDouble(Arrays.asList(text(tag).split("\\\\", -1)).get(index));
    }

    /** Hounsfield units of a pixel. */
    int hounsfield(int row, int column) {
        int stored = Short.toUnsignedInt(ByteBuffer.wrap(bytes(0x7FE00010))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getShort((row * number(0x00280011) + column) * Short.BYTES));
        return (int) (stored * decimal(0x00281053, 0) + decimal(0x00281052, 0));
    }

    private int number(int tag, int width) {
        byte[] bytes = bytes(tag);
        assertEquals(width, bytes.length);
        ByteBuffer value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return width == Short.BYTES ? Short.toUnsignedInt(value.getShort()) : value.getInt();
    }

    private static int length(ByteBuffer in) {
        byte[] vr = new byte[2];
        in.get(vr);
        return switch (new String(vr, StandardCharsets.US_ASCII)) {
            case "OB", "OW" -> {
                assertEquals(0, in.getShort(), "reserved");
                yield in.getInt();
            }
            default -> Short.toUnsignedInt(in.getShort());
        };
    }
}
