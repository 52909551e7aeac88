package org.pcim.examples.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.InputException;

class CtSeriesTest {

    private static final int STUDY = 0x0020000D;
    private static final int SERIES = 0x0020000E;
    private static final int FRAME_OF_REFERENCE = 0x00200052;
    private static final int INSTANCE = 0x00080018;
    private static final int MIDDLE = 128;

    @TempDir
    private Path folder;

    @Test
    void writesThirtyTwoNumberedFilesUnlessToldOtherwise() throws IOException {
        List<Path> files = new CtSeries().write(folder.resolve("new/folder"));
        assertEquals(32, files.size());
        assertEquals("IM0001.dcm", files.get(0).getFileName().toString());
        assertEquals("IM0032.dcm", files.get(31).getFileName().toString());
        try (Stream<Path> found = Files.list(folder.resolve("new/folder"))) {
            assertEquals(files, found.sorted().toList());
        }
    }

    @Test
    void everySliceHasTheMandatoryAttributes() throws IOException {
        ParsedSlice slice = slices(3).get(1);
        tags("00080008 00080016 00080018 00080060 0020000D 0020000E 00200032 00200037 00200052 00280002 00280004")
                .forEach(tag -> assertTrue(slice.bytes(tag).length > 0, "Type 1 element %08X".formatted(tag)));
        tags("00280010 00280011 00280030 00280100 00280101 00280102 00280103 00281052 00281053 7FE00010")
                .forEach(tag -> assertTrue(slice.bytes(tag).length > 0, "Type 1 element %08X".formatted(tag)));
        tags("00080020 00080030 00080050 00080070 00080090 00100010 00100020 00100030 00100040")
                .forEach(tag -> assertTrue(slice.has(tag), "Type 2 element %08X".formatted(tag)));
        tags("00180050 00180060 00185100 00200010 00200011 00200012 00200013 00201040")
                .forEach(tag -> assertTrue(slice.has(tag), "Type 2 element %08X".formatted(tag)));
    }

    @Test
    void saysWhoseHeadItIs() throws IOException {
        ParsedSlice slice = slices(1).get(0);
        assertEquals("Phantom^Shepp", slice.text(0x00100010));
        assertEquals("PCIM-0001", slice.text(0x00100020));
        assertEquals("19740101", slice.text(0x00100030));
        assertEquals("CT", slice.text(0x00080060));
        assertEquals("HEAD", slice.text(0x00180015));
    }

    @Test
    void slicesShareStudySeriesAndFrameButNotTheirOwnUid() throws IOException {
        List<ParsedSlice> slices = slices(4);
        for (int shared : List.of(STUDY, SERIES, FRAME_OF_REFERENCE)) {
            assertEquals(1, slices.stream().map(s -> s.text(shared)).distinct().count());
        }
        assertEquals(4, slices.stream().map(s -> s.text(INSTANCE)).distinct().count());
        for (ParsedSlice slice : slices) {
            assertTrue(slice.text(INSTANCE).matches("2\\.25\\.(0|[1-9][0-9]{0,38})"), slice.text(INSTANCE));
            assertEquals(slice.text(INSTANCE), slice.text(0x00020003));
            assertEquals(slice.text(0x00080016), slice.text(0x00020002));
        }
    }

    @Test
    void eachWritingIsANewStudy() throws IOException {
        CtSeries series = new CtSeries(1);
        Path first = series.write(folder.resolve("first")).get(0);
        Path second = series.write(folder.resolve("second")).get(0);
        assertFalse(parsed(first).text(STUDY).equals(parsed(second).text(STUDY)));
    }

    @Test
    void slicesStackFromNeckToCrownWithoutGaps() throws IOException {
        List<ParsedSlice> slices = slices(5);
        double thickness = slices.get(0).decimal(0x00180050, 0);
        for (int i = 0; i < 5; i++) {
            assertEquals(Integer.toString(i + 1), slices.get(i).text(0x00200013));
            assertEquals((i - 2) * thickness, slices.get(i).decimal(0x00200032, 2), 0.001);
        }
        assertEquals(0.9 * 256 * 0.8, 5 * thickness, 0.001);
    }

    @Test
    void pixelsAreTheHeadInHounsfieldUnits() throws IOException {
        ParsedSlice middle = slices(1).get(0);
        assertEquals(256 * 256 * 2, middle.bytes(0x7FE00010).length);
        assertEquals(-1000, middle.hounsfield(0, 0));
        assertEquals(0, middle.hounsfield(MIDDLE, MIDDLE));
        assertEquals(4000, middle.hounsfield(13, MIDDLE));
        assertEquals(1000, middle.hounsfield(83, MIDDLE));
        assertEquals(0, middle.hounsfield(255 - 83, MIDDLE));
    }

    @Test
    void neverOverwritesAFile() throws IOException {
        Path mine = folder.resolve("IM0002.dcm");
        Files.write(mine, new byte[] {1, 2, 3});
        InputException e = assertThrows(InputException.class, () -> new CtSeries(3).write(folder));
        assertTrue(String.valueOf(e.getMessage()).contains("IM0002.dcm"), e.getMessage());
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(mine));
    }

    @Test
    void saysWhatIsWrongWithAFolderThatIsAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        InputException e = assertThrows(InputException.class, () -> new CtSeries(1).write(file));
        assertEquals(file.toString(), e.subject());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10_000})
    void refusesNumbersThatDoNotFitTheNames(int slices) {
        assertThrows(InputException.class, () -> new CtSeries(slices));
    }

    private List<ParsedSlice> slices(int count) throws IOException {
        List<ParsedSlice> slices = new ArrayList<>();
        for (Path file : new CtSeries(count).write(folder)) {
            slices.add(parsed(file));
        }
        return slices;
    }

    private static IntStream tags(String hexadecimal) {
        return Stream.of(hexadecimal.split(" ", -1)).mapToInt(tag -> Integer.parseUnsignedInt(tag, 16));
    }

    private static ParsedSlice parsed(Path file) throws IOException {
        return new ParsedSlice(Files.readAllBytes(file));
    }
}
