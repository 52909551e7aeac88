package org.pcim.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.InputException;

class DicomHeaderTest {

    private static final String JPEG_BASELINE = "1.2.840.10008.1.2.4.50";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                DicomBytes.IMPLICIT,
                DicomBytes.EXPLICIT,
                DicomBytes.BIG_ENDIAN,
                DicomBytes.DEFLATED,
                JPEG_BASELINE
            })
    void readsEachFamilyOfTransferSyntaxes(String transferSyntax) throws IOException {
        DicomHeader header = read(DicomBytes.example(transferSyntax).toFile(transferSyntax));
        assertIsExample(header);
        assertEquals(transferSyntax, header.transferSyntaxUid());
    }

    @ParameterizedTest
    @ValueSource(strings = {DicomBytes.IMPLICIT, DicomBytes.EXPLICIT, DicomBytes.BIG_ENDIAN})
    void tellsTheEncodingWithoutMetaInformation(String encoding) throws IOException {
        assertIsExample(read(DicomBytes.example(encoding).toByteArray()));
    }

    @Test
    void takesMetaInformationWithoutPreambleOrPrefix() throws IOException {
        byte[] file = DicomBytes.example(DicomBytes.BIG_ENDIAN).toFile(DicomBytes.BIG_ENDIAN);
        assertIsExample(read(Arrays.copyOfRange(file, 128, file.length)));
        assertIsExample(read(Arrays.copyOfRange(file, 132, file.length)));
    }

    @Test
    void takesADataSetBehindALeftOverByteOfPadding() throws IOException {
        assertIsExample(read(DicomBytes.explicit()
                .raw(new byte[] {' '})
                .raw(DicomBytes.example(DicomBytes.EXPLICIT).toByteArray())
                .toByteArray()));
    }

    @Test
    void takesEveryNameThatIsGivenForThePatient() throws IOException {
        DicomHeader header = read(DicomBytes.explicit()
                .element(Tag.PATIENT_NAME, "PN", "Doe^Jane")
                .element(Tag.OTHER_PATIENT_NAMES, "PN", "Roe^Jane\\Bloggs^J")
                .element(Tag.PATIENT_BIRTH_NAME, "PN", "Smith")
                .element(Tag.PATIENT_MOTHER_BIRTH_NAME, "PN", "Miller")
                .element(Tag.RESPONSIBLE_PERSON, "PN", "Guardian^Paul")
                .toFile(DicomBytes.EXPLICIT));
        assertEquals(
                Set.of("Doe", "Jane", "Roe", "Bloggs", "Smith", "Miller", "Guardian", "Paul"),
                header.identifyingValues().personNames());
    }

    @Test
    void trustsTheElementsMoreThanTheStatedTransferSyntax() throws IOException {
        assertIsExample(read(DicomBytes.example(DicomBytes.IMPLICIT).toFile(JPEG_BASELINE)));
        assertIsExample(read(DicomBytes.example(DicomBytes.EXPLICIT).toFile(DicomBytes.IMPLICIT)));
        assertIsExample(read(DicomBytes.example(DicomBytes.BIG_ENDIAN).toFile(DicomBytes.EXPLICIT)));
    }

    @Test
    void readsSequencesOfUnknownRepresentationAsImplicit() throws IOException {
        DicomBytes inner = DicomBytes.implicit().element(Tag.PATIENT_ID, "LO", "IN-UN");
        DicomBytes known = DicomBytes.implicit().element(Tag.PATIENT_ID, "LO", "IN-UN-2");
        byte[] content = DicomBytes.implicit()
                .item(known.toByteArray().length)
                .raw(known.toByteArray())
                .toByteArray();
        byte[] undefined = DicomBytes.implicit()
                .item(DicomBytes.UNDEFINED)
                .raw(inner.toByteArray())
                .tag(Tag.ITEM_DELIMITATION)
                .number32(0)
                .tag(Tag.SEQUENCE_DELIMITATION)
                .number32(0)
                .toByteArray();
        DicomHeader header = read(DicomBytes.explicit()
                .start(0x00091001, "UN", DicomBytes.UNDEFINED)
                .raw(undefined)
                .element(0x00091002, "UN", content)
                .element(Tag.PATIENT_ID, "LO", "OUTER")
                .toFile(DicomBytes.EXPLICIT));
        assertEquals("OUTER", header.patient().patientId());
        assertTrue(header.identifyingValues().identifiers().containsAll(Set.of("IN-UN", "IN-UN-2", "OUTER")));
    }

    @Test
    void passesOverPixelDataOfAnIcon() throws IOException {
        DicomBytes icon = DicomBytes.explicit()
                .start(Tag.PIXEL_DATA, "OB", DicomBytes.UNDEFINED)
                .item(0)
                .item(4)
                .raw(new byte[4])
                .tag(Tag.SEQUENCE_DELIMITATION)
                .number32(0);
        DicomHeader header = read(DicomBytes.explicit()
                .element(Tag.MODALITY, "CS", "MR")
                .undefinedSequence(0x00080200, "SQ", icon)
                .element(Tag.STUDY_INSTANCE_UID, "UI", "1.2.3")
                .toFile(DicomBytes.EXPLICIT));
        assertEquals("1.2.3", header.studyInstanceUid());
        assertTrue(header.isComplete());
    }

    @Test
    void goesOnAfterAnItemThatContradictsItself() throws IOException {
        DicomBytes broken =
                DicomBytes.explicit().start(Tag.PATIENT_ID, "LO", 500).raw(new byte[10]);
        DicomHeader header = read(DicomBytes.explicit()
                .element(Tag.MODALITY, "CS", "MR")
                .sequence(0x00081115, broken)
                .element(Tag.STUDY_INSTANCE_UID, "UI", "1.2.3")
                .toFile(DicomBytes.EXPLICIT));
        assertEquals("1.2.3", header.studyInstanceUid());
        assertFalse(header.isComplete());
    }

    @Test
    void understandsElementsOfUnknownOrMissingRepresentation() throws IOException {
        DicomHeader header = read(DicomBytes.explicit()
                .element(Tag.MODALITY, "CS", "MR")
                .element(0x00091001, "ZZ", "short")
                .tag(0x00091002)
                .raw("ZX\0\0".getBytes(StandardCharsets.US_ASCII))
                .number32(4)
                .raw(new byte[4])
                .raw(DicomBytes.implicit().element(0x00091003, "", "implicit").toByteArray())
                .element(Tag.STUDY_INSTANCE_UID, "UI", "1.2.3")
                .toFile(DicomBytes.EXPLICIT));
        assertEquals("1.2.3", header.studyInstanceUid());
    }

    @Test
    void neverReadsPixelDataNorWhatFollows() throws IOException {
        DicomHeader header = read(DicomBytes.explicit()
                .element(Tag.MODALITY, "CS", "MR")
                .start(Tag.PIXEL_DATA, "OW", 0x7ffffff0L)
                .toFile(DicomBytes.EXPLICIT));
        assertEquals("MR", header.modality());
        assertTrue(header.isComplete());
    }

    @Test
    void givesNullForWhatIsMissingOrEmpty() throws IOException {
        DicomHeader header = read(DicomBytes.explicit()
                .element(Tag.MODALITY, "CS", "  ")
                .element(Tag.STUDY_INSTANCE_UID, "UI", "")
                .toFile(DicomBytes.EXPLICIT));
        assertNull(header.modality());
        assertNull(header.studyInstanceUid());
        assertNull(header.bodyPartExamined());
        assertEquals(new PatientKey(null, null), header.patient());
        assertEquals("1.2.3.4.5", header.sopInstanceUid(), "from the meta information");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GIF89a", "just a text that is long enough to be looked at, and no DICOM at all"})
    void refusesWhatIsNotDicom(String content) throws IOException {
        InputException refused =
                assertThrows(InputException.class, () -> read(content.getBytes(StandardCharsets.US_ASCII)));
        assertEquals(folder.resolve("file.dcm").toString(), refused.subject());
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThrows(InputException.class, () -> DicomHeader.read(folder.resolve("absent.dcm")));
    }

    @Test
    void showsNothingThatIdentifiesThePatient() throws IOException {
        DicomHeader header = read(DicomBytes.example(DicomBytes.EXPLICIT).toFile(DicomBytes.EXPLICIT));
        String shown = header + " " + header.patient();
        assertFalse(shown.contains("Doe") || shown.contains("PAT1") || shown.contains("1.2.3.4.5"), shown);
    }

    private static void assertIsExample(DicomHeader header) {
        assertTrue(header.isComplete());
        assertEquals("1.2.3", header.studyInstanceUid());
        assertEquals("1.2.3.4", header.seriesInstanceUid());
        assertEquals("1.2.3.4.5", header.sopInstanceUid());
        assertEquals("1.2.840.10008.5.1.4.1.1.2", header.sopClassUid());
        assertEquals("CT", header.modality());
        assertEquals("CHEST", header.bodyPartExamined());
        assertEquals(new PatientKey("PAT1", "Doe^J\u00e9r\u00f4me^Q^Dr^MD"), header.patient());
        assertEquals(
                Set.of("Doe", "J\u00e9r\u00f4me", "Deep", "Down"),
                header.identifyingValues().personNames());
        assertEquals(Set.of("19700131"), header.identifyingValues().dates());
        assertEquals(
                Set.copyOf(DicomBytes.exampleIdentifiers()),
                header.identifyingValues().identifiers());
    }

    private DicomHeader read(byte[] bytes) throws IOException {
        return DicomHeader.read(Files.write(folder.resolve("file.dcm"), bytes));
    }
}
