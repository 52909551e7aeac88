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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.pcim.model.ImageDescription;
import org.pcim.study.FileInstance;
import org.pcim.study.Study;

class DicomFolderTest {

    @TempDir
    Path folder;

    @Test
    void aFileThatNamesNobodyIsNoOtherPatient() throws IOException {
        write("1", image("1.2.3", "CT", "CHEST", "PAT1"));
        write("2", image("1.2.3", "CT", "CHEST", ""));
        assertEquals(
                Set.of(new PatientKey("PAT1", null)), DicomFolder.scan(folder).patients());
    }

    @Test
    void groupsByStudyInTheOrderOfNames() throws IOException {
        write("b/2", image("1.2.3", "CT", "CHEST", "PAT1"));
        write("b/1", image("1.2.3", "CT", "CHEST", "PAT1"));
        write("a/z.dcm", image("1.2.4", "MR", "HEAD", "PAT1"));
        write("c", image("1.2.4", "MR", "HEAD", "PAT1"));
        DicomFolder found = DicomFolder.scan(folder);
        assertEquals(
                List.of(List.of("a/z.dcm", "c"), List.of("b/1", "b/2")),
                found.studies().stream().map(DicomFolderTest::names).toList());
        assertEquals("1.2.4", found.studies().get(0).studyInstanceUid());
        assertEquals(new ImageDescription("CT", "CHEST"), found.studies().get(1).description());
        assertEquals(Set.of(new PatientKey("PAT1", null)), found.patients());
        assertEquals(List.of(), found.skipped());
    }

    @Test
    void makesEachFileWithoutStudyUidAStudyOfItsOwn() throws IOException {
        write("one", image("", "CT", "CHEST", "PAT1"));
        write("two", image("", "CT", "CHEST", "PAT1"));
        List<DicomStudy> studies = DicomFolder.scan(folder).studies();
        assertEquals(2, studies.size());
        assertNull(studies.get(0).studyInstanceUid());
    }

    @Test
    void saysWhatItLeavesOut() throws IOException {
        write("image", image("1.2.3", "CT", "CHEST", "PAT1"));
        write("README", "no DICOM".getBytes(StandardCharsets.US_ASCII));
        write("empty", new byte[0]);
        write("DICOMDIR", mediaDirectory());
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("image"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Path root = folder.toRealPath();
        assertEquals(
                List.of(
                        SkippedFile.noImage(root.resolve("DICOMDIR"), "it is a DICOMDIR, an index of other files"),
                        SkippedFile.noImage(root.resolve("README"), "it is not a DICOM file"),
                        SkippedFile.noImage(root.resolve("empty"), "it is empty"),
                        SkippedFile.noImage(root.resolve("link"), "it is a link; links are not followed"),
                        SkippedFile.noImage(root.resolve("loop"), "it is a link; links are not followed")),
                DicomFolder.scan(folder).skipped());
    }

    @Test
    void takesAMediaDirectoryThatIsNamedLikeAnImage() throws IOException {
        write("index.dcm", mediaDirectory());
        assertEquals(1, DicomFolder.scan(folder).studies().size());
    }

    @Test
    void takesAFileThatBreaksOff() throws IOException {
        byte[] whole = image("1.2.3", "CT", "CHEST", "PAT1");
        write("cut.dcm", Arrays.copyOf(whole, 300));
        assertEquals(1, DicomFolder.scan(folder).studies().size());
    }

    @Test
    void describesOnlyWhatAllFilesAgreeOn() throws IOException {
        write("1", image("1.2.3", "CT", "CHEST", "PAT1"));
        write("2", image("1.2.3", "CT", "ABDOMEN", "PAT1"));
        write("3", image("1.2.4", "Ct scan!", "", "PAT1"));
        List<DicomStudy> studies = DicomFolder.scan(folder).studies();
        assertEquals(new ImageDescription("CT", null), studies.get(0).description());
        assertEquals(ImageDescription.none(), studies.get(1).description());
    }

    @Test
    void leavesOutOfTheDescriptionWhatIsAlsoAnIdentifier() throws IOException {
        write("1", image("1.2.3", "CT", "CHEST", "CHEST"));
        assertEquals(
                new ImageDescription("CT", null),
                DicomFolder.scan(folder).studies().get(0).description());
    }

    @Test
    void tellsSeveralPatientsApart() throws IOException {
        write("1", image("1.2.3", "CT", "CHEST", "PAT1"));
        write("2", image("1.2.3", "CT", "CHEST", "PAT2"));
        DicomFolder found = DicomFolder.scan(folder);
        assertEquals(2, found.studies().get(0).patients().size());
        assertEquals(2, found.patients().size());
    }

    @Test
    void givesAStudyToDeposit() throws IOException {
        byte[] image = DicomBytes.example(DicomBytes.EXPLICIT).toFile(DicomBytes.EXPLICIT);
        write("a/1.dcm", image);
        write("a/2.dcm", image("1.2.3", "CT", "CHEST", "PAT2"));
        Study study = DicomFolder.scan(folder).studies().get(0).toStudy();
        assertEquals(
                new FileInstance("a/1.dcm", folder.toRealPath().resolve("a/1.dcm"), image.length, "1.2.3.4.5"),
                study.instances().get(0));
        assertTrue(study.identifyingValues().identifiers().containsAll(Set.of("PAT1", "PAT2", "1.2.9")));
        assertTrue(study.identifyingValues().personNames().contains("Doe"));
    }

    @Test
    void followsTheLinkThatTheCallerNames() throws IOException {
        write("in/1", image("1.2.3", "CT", "CHEST", "PAT1"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("in"));
        assertEquals(List.of("1"), names(DicomFolder.scan(link).studies().get(0)));
    }

    @Test
    void refusesWhatIsNoFolder() throws IOException {
        write("file", new byte[0]);
        assertThrows(InputException.class, () -> DicomFolder.scan(folder.resolve("file")));
        assertThrows(InputException.class, () -> DicomFolder.scan(folder.resolve("absent")));
    }

    @Test
    void endsWhenInterrupted() throws IOException {
        write("1", image("1.2.3", "CT", "CHEST", "PAT1"));
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> DicomFolder.scan(folder));
        assertTrue(Thread.interrupted(), "the interrupt is kept");
    }

    @Test
    void showsNothingThatIdentifiesThePatient() throws IOException {
        write("1", DicomBytes.example(DicomBytes.EXPLICIT).toFile(DicomBytes.EXPLICIT));
        DicomFolder found = DicomFolder.scan(folder);
        String shown = found + " " + found.studies() + " " + found.patients();
        assertFalse(shown.contains("Doe") || shown.contains("PAT1") || shown.contains("1.2.3"), shown);
    }

    private static List<String> names(DicomStudy study) {
        return study.instances().stream().map(FileInstance::name).toList();
    }

    private static byte[] image(String study, String modality, String bodyPart, String patientId) {
        return DicomBytes.explicit()
                .element(Tag.MODALITY, "CS", modality)
                .element(Tag.PATIENT_ID, "LO", patientId)
                .element(Tag.BODY_PART_EXAMINED, "CS", bodyPart)
                .element(Tag.STUDY_INSTANCE_UID, "UI", study)
                .toFile(DicomBytes.EXPLICIT);
    }

    private static byte[] mediaDirectory() {
        return DicomBytes.explicit()
                .element(Tag.SOP_CLASS_UID, "UI", "1.2.840.10008.1.3.10")
                .toFile(DicomBytes.EXPLICIT);
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
