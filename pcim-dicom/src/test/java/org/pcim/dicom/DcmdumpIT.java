package org.pcim.dicom;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pcim.study.PhiGuard;
import org.pcim.testkit.program.TestProgram;

/** The files that python3-pydicom brings, read by us and by dcmtk's dcmdump. */
class DcmdumpIT {

    private static final Path DATA = Path.of("/usr/lib/python3/dist-packages/pydicom/data");
    private static final TestProgram DCMDUMP = TestProgram.ofDebian("dcmtk", "dcmdump");

    /** An element outside sequences: tag, value representation, value in brackets or as hexadecimal bytes. */
    private static final Pattern ELEMENT =
            Pattern.compile("^\\((\\p{XDigit}{4}),(\\p{XDigit}{4})\\) (\\S\\S) (?:\\[(.*?)]|(.*?))\\s+#\\s+\\d+,.*$");

    private static final Pattern HEXADECIMAL = Pattern.compile("\\p{XDigit}{2}(\\\\\\p{XDigit}{2})*");

    /** What dcmdump gives up on and we do not: a byte too much in front, implicit VR stated as explicit, broken off. */
    private static final Set<String> DCMDUMP_REFUSES =
            Set.of("MR_truncated.dcm", "SC_rgb_jpeg.dcm", "no_meta.dcm", "rtplan_truncated.dcm");

    private static List<Path> files = List.of();

    @BeforeAll
    static void requireWhatIsCompared() throws IOException {
        if (!Files.isDirectory(DATA)) {
            fail("install python3-pydicom (apt-get install python3-pydicom)");
        }
        try (Stream<Path> tree = Files.walk(DATA)) {
            files = tree.filter(path -> path.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void readsTheValuesThatDcmdumpShows() throws IOException {
        assertEquals(94, files.size());
        Set<String> refused = new TreeSet<>();
        for (Path file : files) {
            Map<Integer, String> shown = dump(file);
            if (shown.isEmpty()) {
                refused.add(String.valueOf(file.getFileName()));
            } else {
                assertSame(file, shown, DicomHeader.read(file));
                assertTrue(DicomHeader.read(file).isComplete(), file.toString());
            }
        }
        assertEquals(new TreeSet<>(DCMDUMP_REFUSES), refused);
    }

    /** Of two files that dcmdump refuses it reads the whole original; a third it reads when it may ignore the end. */
    @Test
    void readsBrokenFilesLikeTheirOriginals() throws IOException {
        Path folder = DATA.resolve("test_files");
        Path truncated = folder.resolve("MR_truncated.dcm");
        assertSame(truncated, dump(truncated, "+Ep"), DicomHeader.read(truncated));
        Path plan = folder.resolve("rtplan_truncated.dcm");
        assertSame(plan, dump(folder.resolve("rtplan.dcm")), DicomHeader.read(plan));
        assertFalse(DicomHeader.read(plan).isComplete());
        Map<Integer, String> original = dump(folder.resolve("CT_small.dcm"));
        original.remove(Tag.TRANSFER_SYNTAX_UID);
        assertSame(folder, original, DicomHeader.read(folder.resolve("no_meta.dcm")));
    }

    private static void assertSame(Path file, Map<Integer, String> shown, DicomHeader header) {
        String sopClass = shown.getOrDefault(Tag.SOP_CLASS_UID, shown.get(Tag.MEDIA_STORAGE_SOP_CLASS_UID));
        String instance = shown.getOrDefault(Tag.SOP_INSTANCE_UID, shown.get(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID));
        assertAll(
                file.toString(),
                () -> assertEquals(shown.get(Tag.TRANSFER_SYNTAX_UID), header.transferSyntaxUid()),
                () -> assertEquals(sopClass, header.sopClassUid()),
                () -> assertEquals(instance, header.sopInstanceUid()),
                () -> assertEquals(shown.get(Tag.STUDY_INSTANCE_UID), header.studyInstanceUid()),
                () -> assertEquals(shown.get(Tag.SERIES_INSTANCE_UID), header.seriesInstanceUid()),
                () -> assertEquals(shown.get(Tag.MODALITY), header.modality()),
                () -> assertEquals(shown.get(Tag.BODY_PART_EXAMINED), header.bodyPartExamined()),
                () -> assertEquals(shown.get(Tag.PATIENT_ID), header.patient().patientId()),
                () -> assertEquals(
                        shown.containsKey(Tag.PATIENT_NAME), header.patient().patientName() != null));
    }

    /** dcmdump can turn names into UTF-8 on its own, from most character sets. */
    @Test
    void readsTheNamesThatDcmdumpShows() throws IOException {
        int compared = 0;
        for (Path file : files) {
            String name = dump(file, "+U8").get(Tag.PATIENT_NAME);
            if (name != null) {
                assertEquals(name, DicomHeader.read(file).patient().patientName(), file.toString());
                compared++;
            }
        }
        assertTrue(compared > 60, "names in only " + compared + " files");
    }

    @Test
    void takesEveryFileThatIsNamedSoAndReportsTheRest() throws IOException {
        DicomFolder found = DicomFolder.scan(DATA);
        Set<Path> taken = new TreeSet<>();
        found.studies().forEach(study -> study.instances().forEach(instance -> taken.add(instance.path())));
        assertTrue(taken.containsAll(files), "all 94 are taken");
        List<Path> skipped = found.skipped().stream().map(SkippedFile::path).toList();
        try (Stream<Path> tree = Files.walk(DATA)) {
            assertEquals(tree.filter(Files::isRegularFile).count(), taken.size() + skipped.size());
        }
        assertTrue(skipped.contains(DATA.resolve("test_files/dicomdirtests/DICOMDIR")));
        assertTrue(skipped.contains(DATA.resolve("test_files/dicomdirtests/DICOMDIR-bigEnd")));
        assertFalse(skipped.contains(DATA.resolve("test_files/dicomdirtests/77654033/CR1/6154")));
    }

    /** What describes a study to everybody is not taken for a name or an identifier of its patient. */
    @Test
    void describesEachStudyByWhatThePhiGuardLetsOut() {
        for (DicomStudy study : DicomFolder.scan(DATA).studies()) {
            PhiGuard guard = new PhiGuard(study.toStudy().identifyingValues());
            assertTrue(study.description().codes().stream().allMatch(guard::allowsCode), study.toString());
        }
    }

    /** The elements outside sequences; none where dcmdump refuses the file. */
    private static Map<Integer, String> dump(Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-q", "-Un", "+L", "-M"));
        arguments.addAll(List.of(options));
        arguments.add(file.toString());
        Map<Integer, String> elements = new HashMap<>();
        for (String line : DCMDUMP.run(arguments.toArray(String[]::new)).lines()) {
            Matcher element = ELEMENT.matcher(line);
            if (element.matches()) {
                String value = value(element.group(3), element.group(4), element.group(5));
                if (value != null) {
                    elements.putIfAbsent(Integer.parseUnsignedInt(element.group(1) + element.group(2), 16), value);
                }
            }
        }
        return elements;
    }

    private static @Nullable String value(String vr, @Nullable String bracketed, @Nullable String plain) {
        String value = bracketed;
        if (vr.equals("UN") && plain != null && HEXADECIMAL.matcher(plain).matches()) {
            StringBuilder text = new StringBuilder();
            for (String hex : plain.split("\\\\", -1)) {
                text.append((char) Integer.parseInt(hex, 16));
            }
            value = text.toString();
        }
        return value == null || value.isBlank()
                ? null
                : value.replace('\0', ' ').strip();
    }
}
