package org.pcim.examples.phantom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A data set in DICOM's explicit VR little endian encoding (PS3.5 section 7.1).
 *
 * <p>Elements are added in ascending order of their tags; values are padded to even length.
 */
final class DicomWriter {

    private static final String EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    private static final String IMPLEMENTATION_CLASS = "2.25.268053334189421723507869718139684416970";
    private static final int PREAMBLE = 128;
    private static final int MAX_SHORT_LENGTH = 0xFFFF;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int lastTag;

    /** Adds text of one or, parted by backslashes, several values; ASCII, possibly empty. */
    DicomWriter text(int tag, String vr, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length + 1 > MAX_SHORT_LENGTH) {
            throw new IllegalArgumentException("a text of " + bytes.length + " bytes does not fit in a " + vr);
        }
        byte[] header = header(tag, vr, Short.BYTES)
                .putShort((short) (bytes.length + (bytes.length & 1)))
                .array();
        return add(tag, header, bytes, vr.equals("UI") ? 0 : ' ');
    }

    /** Adds an unsigned number of 16 bits (US). */
    DicomWriter number(int tag, int value) {
        if (value < 0 || value > MAX_SHORT_LENGTH) {
            throw new IllegalArgumentException(value + " is not an unsigned number of 16 bits");
        }
        byte[] element = header(tag, "US", Short.BYTES + Short.BYTES)
                .putShort((short) Short.BYTES)
                .putShort((short) value)
                .array();
        return add(tag, element, new byte[0], 0);
    }

    /** Adds bytes as they are: OB, or OW whose words are in little endian order already. */
    DicomWriter bytes(int tag, String vr, byte[] value) {
        byte[] header = header(tag, vr, Short.BYTES + Integer.BYTES)
                .putShort((short) 0)
                .putInt(value.length + (value.length & 1))
                .array();
        return add(tag, header, value, 0);
    }

    /** Returns a Part 10 file (PS3.10 section 7.1) of this data set. */
    byte[] file(String sopClass, String sopInstance) {
        byte[] meta = new DicomWriter()
                .bytes(0x00020001, "OB", new byte[] {0, 1})
                .text(0x00020002, "UI", sopClass)
                .text(0x00020003, "UI", sopInstance)
                .text(0x00020010, "UI", EXPLICIT_VR_LITTLE_ENDIAN)
                .text(0x00020012, "UI", IMPLEMENTATION_CLASS)
                .text(0x00020013, "SH", "PCIM")
                .out
                .toByteArray();
        byte[] groupLength = header(0x00020000, "UL", Short.BYTES + Integer.BYTES)
                .putShort((short) Integer.BYTES)
                .putInt(meta.length)
                .array();
        byte[] magic = "DICM".getBytes(StandardCharsets.US_ASCII);
        byte[] dataSet = out.toByteArray();
        return ByteBuffer.allocate(PREAMBLE + magic.length + groupLength.length + meta.length + dataSet.length)
                .position(PREAMBLE)
                .put(magic)
                .put(groupLength)
                .put(meta)
                .put(dataSet)
                .array();
    }

    private DicomWriter add(int tag, byte[] header, byte[] value, int padding) {
        follows(tag);
        out.writeBytes(header);
        out.writeBytes(value);
        if (value.length % 2 != 0) {
            out.write(padding);
        }
        return this;
    }

    private void follows(int tag) {
        if (Integer.compareUnsigned(tag, lastTag) <= 0) {
            throw new IllegalArgumentException("element %08X cannot follow %08X: tags ascend".formatted(tag, lastTag));
        }
        lastTag = tag;
    }

    private static ByteBuffer header(int tag, String vr, int more) {
        return ByteBuffer.allocate(2 * Short.BYTES + 2 + more)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (tag >>> Short.SIZE))
                .putShort((short) tag)
                .put(vr.getBytes(StandardCharsets.US_ASCII));
    }
}
