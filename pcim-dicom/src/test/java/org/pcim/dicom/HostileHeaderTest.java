package org.pcim.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of this module run with a heap of 64 MiB, so that a length that is believed fails them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileHeaderTest {

    private static final List<String> TRANSFER_SYNTAXES =
            List.of(DicomBytes.IMPLICIT, DicomBytes.EXPLICIT, DicomBytes.BIG_ENDIAN, DicomBytes.DEFLATED);

    @Test
    void givesWhatCanBeReadOfAFileThatBreaksOffAnywhere() {
        for (String transferSyntax : TRANSFER_SYNTAXES) {
            byte[] whole = DicomBytes.example(transferSyntax).toFile(transferSyntax);
            for (int length = 0; length < whole.length; length++) {
                HeaderValues values = readOrRefuse(Arrays.copyOf(whole, length));
                // From the prefix on it is recognisably DICOM.
                assertEquals(length >= 132, values != null, transferSyntax + " cut to " + length);
            }
        }
    }

    @Test
    void keepsWhatStandsBeforeTheBreak() throws IOException {
        byte[] whole = DicomBytes.explicit()
                .element(Tag.MODALITY, "CS", "CT")
                .start(Tag.STUDY_INSTANCE_UID, "UI", 60)
                .toFile(DicomBytes.EXPLICIT);
        HeaderValues values = read(whole);
        assertEquals("CT", values.value(Tag.MODALITY));
        assertFalse(values.complete());
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7fffffffL, 0x80000000L, 0xfffffffeL, 0xffffffffL, 0x0fffffffL})
    void takesNoMemoryForALength(long length) throws IOException {
        for (int tag : new int[] {0x00091010, Tag.PATIENT_NAME, Tag.SPECIFIC_CHARACTER_SET, Tag.STUDY_INSTANCE_UID}) {
            for (String vr : List.of("UN", "SQ", "OB", "UT")) {
                byte[] explicit = DicomBytes.explicit()
                        .element(Tag.MODALITY, "CS", "CT")
                        .start(tag, vr, length)
                        .raw(new byte[20])
                        .toFile(DicomBytes.EXPLICIT);
                assertFalse(read(explicit).complete());
            }
            byte[] implicit = DicomBytes.implicit()
                    .start(tag, "", length)
                    .item(length)
                    .raw(new byte[20])
                    .toFile(DicomBytes.IMPLICIT);
            assertFalse(read(implicit).complete());
        }
    }

    @Test
    void cutsAValueThatIsTooLong() throws IOException {
        byte[] name = new byte[2_000_000];
        Arrays.fill(name, (byte) 'A');
        HeaderValues values = read(DicomBytes.implicit()
                .element(Tag.PATIENT_NAME, "PN", name)
                .element(Tag.STUDY_INSTANCE_UID, "UI", "1.2.3")
                .toFile(DicomBytes.IMPLICIT));
        assertEquals("1.2.3", values.value(Tag.STUDY_INSTANCE_UID));
        assertEquals(16 * 1024, String.valueOf(values.value(Tag.PATIENT_NAME)).length());
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 300_000})
    void survivesDeepNesting(int depth) throws IOException {
        DicomBytes nested = DicomBytes.implicit().element(Tag.MODALITY, "CS", "CT");
        for (int i = 0; i < depth; i++) {
            nested.start(0x00091001, "SQ", DicomBytes.UNDEFINED).item(DicomBytes.UNDEFINED);
        }
        nested.element(Tag.PATIENT_NAME, "PN", "Deep");
        HeaderValues values = read(nested.toFile(DicomBytes.IMPLICIT));
        assertEquals("CT", values.value(Tag.MODALITY));
        assertFalse(values.complete());
    }

    @Test
    void readsThroughAHundredThousandItems() throws IOException {
        int depth = 50_000;
        DicomBytes nested = DicomBytes.implicit();
        for (int i = 0; i < depth; i++) {
            nested.start(0x00091001, "SQ", DicomBytes.UNDEFINED).item(DicomBytes.UNDEFINED);
        }
        nested.element(Tag.PATIENT_NAME, "PN", "Deep");
        for (int i = 0; i < depth; i++) {
            nested.tag(Tag.ITEM_DELIMITATION)
                    .number32(0)
                    .tag(Tag.SEQUENCE_DELIMITATION)
                    .number32(0);
        }
        nested.start(0x00091002, "SQ", DicomBytes.UNDEFINED);
        for (int i = 0; i < 2 * depth; i++) {
            nested.item(0);
        }
        nested.tag(Tag.SEQUENCE_DELIMITATION).number32(0).element(Tag.STUDY_INSTANCE_UID, "UI", "1.2.3");
        HeaderValues values = read(nested.toFile(DicomBytes.IMPLICIT));
        assertEquals("1.2.3", values.value(Tag.STUDY_INSTANCE_UID));
        assertTrue(values.complete());
        assertTrue(values.identifyingValues().personNames().contains("Deep"));
    }

    /** Twenty megabytes of distinct ids, which would not fit into this heap. */
    @Test
    void leavesOutIdentifyingValuesBeyondAllMeasure() throws IOException {
        byte[] id =
                DicomBytes.explicit().element(Tag.PATIENT_ID, "LO", "00000000").toByteArray();
        byte[] start = DicomBytes.explicit().element(Tag.MODALITY, "CS", "CT").toFile(DicomBytes.EXPLICIT);
        byte[] bytes = Arrays.copyOf(start, start.length + 1_300_000 * id.length);
        int end = start.length;
        for (int i = 0; end < bytes.length; i++, end += id.length) {
            System.arraycopy(id, 0, bytes, end, id.length);
            for (int digit = 1, rest = i; rest > 0; digit++, rest /= 10) {
                bytes[end + id.length - digit] += (byte) (rest % 10);
            }
        }
        HeaderValues values = read(bytes);
        assertEquals("00000000", values.value(Tag.PATIENT_ID));
        assertTrue(values.identifyingValues().identifiers().contains("00010000"));
        assertTrue(values.identifyingValues().identifiers().size() < 20_000);
        assertFalse(values.complete());
    }

    /** Half a megabyte that inflates to half a gigabyte of empty elements. */
    @Test
    void leavesABombThatInflatesToTooMuch() throws IOException {
        byte[] start = DicomBytes.explicit().element(Tag.MODALITY, "CS", "CT").toByteArray();
        byte[] noDataSet = DicomBytes.explicit().toFile(DicomBytes.DEFLATED);
        byte[] emptyStream = DicomBytes.deflated(new byte[0]);
        byte[] bomb = DicomBytes.explicit()
                .raw(Arrays.copyOf(noDataSet, noDataSet.length - emptyStream.length))
                .raw(DicomBytes.deflated(start, 512 << 20))
                .toByteArray();
        assertTrue(bomb.length < 4 << 20);
        HeaderValues values = read(bomb);
        assertEquals("CT", values.value(Tag.MODALITY));
        assertFalse(values.complete());
    }

    @Test
    void survivesTenThousandMutations() {
        long seed = 20_261_123L;
        Random random = new Random(seed);
        List<byte[]> files = TRANSFER_SYNTAXES.stream()
                .map(transferSyntax -> DicomBytes.example(transferSyntax).toFile(transferSyntax))
                .toList();
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] mutated = mutate(files.get(i % files.size()), random);
            HeaderValues values = readOrRefuse(mutated);
            taken += values == null ? 0 : 1;
        }
        assertTrue(taken > 5_000, "few of the mutations got past the first bytes: " + taken + ", seed " + seed);
    }

    /** Some bytes are set, copied or cut out; lengths and tags stand in the first and the last part. */
    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int n = 1 + random.nextInt(8); n > 0; n--) {
            int at = random.nextBoolean() ? random.nextInt(Math.min(600, bytes.length)) : random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                case 2 -> Arrays.fill(bytes, at, Math.min(at + 4, bytes.length), (byte) 0xff);
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(64), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static HeaderValues read(byte[] bytes) throws IOException {
        return Part10Reader.read(new ByteArrayInputStream(bytes), bytes.length);
    }

    /** The values, or null where it is refused as not being DICOM. Anything else fails the test. */
    private static @Nullable HeaderValues readOrRefuse(byte[] bytes) {
        try {
            return read(bytes);
        } catch (NotDicomException e) {
            return null;
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can always be read", e);
        }
    }
}
