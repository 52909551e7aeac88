package org.pcim.examples.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DicomWriterTest {

    private static final int STUDY_UID = 0x0020000D;
    private static final int STUDY_ID = 0x00200010;
    private static final int ROWS = 0x00280010;

    private final DicomWriter dataSet = new DicomWriter();

    @Test
    void padsUidsWithNulAndTextsWithASpace() {
        ParsedSlice parsed = parsed(dataSet.text(STUDY_UID, "UI", "2.25.").text(STUDY_ID, "SH", "one"));
        assertArrayEquals("2.25.\0".getBytes(StandardCharsets.US_ASCII), parsed.bytes(STUDY_UID));
        assertArrayEquals("one ".getBytes(StandardCharsets.US_ASCII), parsed.bytes(STUDY_ID));
    }

    @Test
    void numbersAreUnsigned() {
        assertEquals(0xFFFF, parsed(dataSet.number(ROWS, 0xFFFF)).number(ROWS));
        assertThrows(IllegalArgumentException.class, () -> new DicomWriter().number(ROWS, 0x10000));
        assertThrows(IllegalArgumentException.class, () -> new DicomWriter().number(ROWS, -1));
    }

    @Test
    void refusesTextsTooLongForTheirLengthField() {
        assertEquals(
                0xFFFE, parsed(dataSet.text(STUDY_ID, "LT", "x".repeat(0xFFFE))).bytes(STUDY_ID).length);
        assertThrows(IllegalArgumentException.class, () -> new DicomWriter().text(STUDY_ID, "LT", "x".repeat(0xFFFF)));
    }

    @Test
    void refusesTagsThatDoNotAscend() {
        dataSet.text(STUDY_ID, "SH", "1");
        assertThrows(IllegalArgumentException.class, () -> dataSet.text(STUDY_ID, "SH", "2"));
        assertThrows(IllegalArgumentException.class, () -> dataSet.text(STUDY_UID, "UI", "2.25.1"));
    }

    private static ParsedSlice parsed(DicomWriter dataSet) {
        return new ParsedSlice(dataSet.file("1.2.840.10008.5.1.4.1.1.2", "2.25.1"));
    }
}
