package org.pcim.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes DICOM for tests: a data set element by element, and files around it. */
final class DicomBytes {

    static final String IMPLICIT = "1.2.840.10008.1.2";
    static final String EXPLICIT = "1.2.840.10008.1.2.1";
    static final String DEFLATED = "1.2.840.10008.1.2.1.99";
    static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
    static final long UNDEFINED = 0xffffffffL;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final boolean explicit;
    private final ByteOrder order;

    private DicomBytes(boolean explicit, ByteOrder order) {
        this.explicit = explicit;
        this.order = order;
    }

    static DicomBytes explicit() {
        return new DicomBytes(true, ByteOrder.LITTLE_ENDIAN);
    }

    static DicomBytes implicit() {
        return new DicomBytes(false, ByteOrder.LITTLE_ENDIAN);
    }

    static DicomBytes bigEndian() {
        return new DicomBytes(true, ByteOrder.BIG_ENDIAN);
    }

    /** In the encoding of a transfer syntax. */
    static DicomBytes in(String transferSyntax) {
        return switch (transferSyntax) {
            case IMPLICIT -> implicit();
            case BIG_ENDIAN -> bigEndian();
            default -> explicit();
        };
    }

    /** An element, padded to an even length. */
    DicomBytes element(int tag, String vr, byte[] value) {
        start(tag, vr, value.length + value.length % 2);
        bytes.writeBytes(value);
        if (value.length % 2 == 1) {
            bytes.write(vr.equals("UI") ? 0 : ' ');
        }
        return this;
    }

    DicomBytes element(int tag, String vr, String value) {
        return element(tag, vr, value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What stands before an element's value, with any length. */
    DicomBytes start(int tag, String vr, long length) {
        tag(tag);
        if (!explicit) {
            return number32(length);
        }
        bytes.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
        if (ValueRepresentation.isLong(vr)) {
            return number16(0).number32(length);
        }
        return number16((int) length);
    }

    /** A sequence whose length, and that of its items, is known. */
    DicomBytes sequence(int tag, DicomBytes... items) {
        DicomBytes content = new DicomBytes(explicit, order);
        for (DicomBytes item : items) {
            content.item(item.bytes.size()).raw(item.toByteArray());
        }
        return start(tag, "SQ", content.bytes.size()).raw(content.toByteArray());
    }

    /** A sequence that ends, as its items do, with a delimiter. */
    DicomBytes undefinedSequence(int tag, String vr, DicomBytes... items) {
        start(tag, vr, UNDEFINED);
        for (DicomBytes item : items) {
            item(UNDEFINED).raw(item.toByteArray()).tag(Tag.ITEM_DELIMITATION).number32(0);
        }
        return tag(Tag.SEQUENCE_DELIMITATION).number32(0);
    }

    DicomBytes item(long length) {
        return tag(Tag.ITEM).number32(length);
    }

    DicomBytes raw(byte[] raw) {
        bytes.writeBytes(raw);
        return this;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** The data set behind preamble and meta information. */
    byte[] toFile(String transferSyntax) {
        byte[] meta = explicit()
                .element(Tag.MEDIA_STORAGE_SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.2")
                .element(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, "UI", "1.2.3.4.5")
                .element(Tag.TRANSFER_SYNTAX_UID, "UI", transferSyntax)
                .toByteArray();
        return explicit()
                .raw(new byte[128])
                .raw("DICM".getBytes(StandardCharsets.US_ASCII))
                .start(Tag.META_GROUP_LENGTH, "UL", 4)
                .number32(meta.length)
                .raw(meta)
                .raw(transferSyntax.equals(DEFLATED) ? deflated(toByteArray()) : toByteArray())
                .toByteArray();
    }

    static byte[] deflated(byte[] plain) {
        return deflated(plain, 0);
    }

    /** Bytes with so many zeros behind them, deflated. */
    static byte[] deflated(byte[] plain, int zeros) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
            deflating.write(plain);
            byte[] part = new byte[1 << 16];
            for (int left = zeros; left > 0; left -= part.length) {
                deflating.write(part, 0, Math.min(left, part.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    DicomBytes tag(int tag) {
        return number16(tag >>> 16).number16(tag & 0xffff);
    }

    private DicomBytes number16(int number) {
        return raw(ByteBuffer.allocate(2).order(order).putShort((short) number).array());
    }

    DicomBytes number32(long number) {
        return raw(ByteBuffer.allocate(4).order(order).putInt((int) number).array());
    }

    /** A data set with what PCIM reads, names also in a sequence, and pixel data behind it. */
    static DicomBytes example(String transferSyntax) {
        DicomBytes other = in(transferSyntax)
                .element(Tag.PATIENT_ID, "LO", "OTHER-7")
                .sequence(0x00400039, in(transferSyntax).element(Tag.OTHER_PATIENT_NAMES, "PN", "Deep^Down"));
        return in(transferSyntax)
                .element(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 100")
                .element(Tag.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.2")
                .element(Tag.SOP_INSTANCE_UID, "UI", "1.2.3.4.5")
                .element(Tag.ACCESSION_NUMBER, "SH", "ACC1")
                .element(Tag.MODALITY, "CS", "CT")
                .undefinedSequence(0x00081115, "SQ", other)
                .element(0x00091010, "OB", new byte[20_000])
                .element(Tag.PATIENT_NAME, "PN", "Doe^J\u00e9r\u00f4me^Q^Dr^MD")
                .element(Tag.PATIENT_ID, "LO", "PAT1")
                .element(Tag.PATIENT_BIRTH_DATE, "DA", "19700131")
                .element(Tag.OTHER_PATIENT_IDS, "LO", "ID2\\ID3")
                .element(Tag.PATIENT_TELEPHONE_NUMBERS, "SH", "0123 456")
                .element(Tag.BODY_PART_EXAMINED, "CS", "CHEST")
                .element(Tag.STUDY_INSTANCE_UID, "UI", "1.2.3")
                .element(Tag.SERIES_INSTANCE_UID, "UI", "1.2.3.4")
                .element(Tag.STUDY_ID, "SH", "S1")
                .element(Tag.FRAME_OF_REFERENCE_UID, "UI", "1.2.9")
                .element(Tag.PIXEL_DATA, "OW", new byte[64]);
    }

    /** All that {@link #example} says that identifies the patient. */
    static List<String> exampleIdentifiers() {
        return List.of(
                "1.2.3.4.5", "ACC1", "OTHER-7", "PAT1", "ID2", "ID3", "0123 456", "1.2.3", "1.2.3.4", "S1", "1.2.9");
    }
}
