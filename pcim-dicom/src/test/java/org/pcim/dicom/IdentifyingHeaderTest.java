package org.pcim.dicom;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.InputException;
import org.pcim.study.PhiGuard;

/** What stands in the header of an image does not go out readable: names in every script that it gives, and numbers. */
class IdentifyingHeaderTest {

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private PhiGuard guard;

    /** A name in its three groups: in Latin letters, in ideographs, and as it is spoken (PS3.5, 6.2). */
    @BeforeEach
    void read() throws IOException {
        byte[] file = DicomBytes.explicit()
                .element(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 192")
                .element(Tag.ACCESSION_NUMBER, "SH", "ACC-2024/17")
                .element(Tag.PATIENT_NAME, "PN", utf8("Yamada^Tar\u014d=山田^太郎=やまだ^たろう"))
                .element(Tag.PATIENT_ID, "LO", "HN 4711-08")
                .element(Tag.PATIENT_BIRTH_DATE, "DA", "19700109")
                .element(Tag.OTHER_PATIENT_IDS, "LO", "X-991\\Y-992")
                .element(Tag.OTHER_PATIENT_NAMES, "PN", utf8("Hong^Gildong=洪^吉洞=홍^길동\\Иванов^Пётр"))
                .element(Tag.PATIENT_BIRTH_NAME, "PN", utf8("Nu\u00f1ez"))
                .element(Tag.PATIENT_MOTHER_BIRTH_NAME, "PN", utf8("O'Neill"))
                .element(Tag.PATIENT_TELEPHONE_NUMBERS, "SH", "+81 3 1234-5678")
                .element(Tag.RESPONSIBLE_PERSON, "PN", utf8("Παπαδόπουλος^Άννα"))
                .element(Tag.STUDY_INSTANCE_UID, "UI", "1.2.392.200036.9116.2")
                .element(Tag.STUDY_ID, "SH", "S-5501")
                .toFile(DicomBytes.EXPLICIT);
        Path path = Files.write(folder.resolve("file.dcm"), file);
        guard = new PhiGuard(DicomHeader.read(path).identifyingValues());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a name of the patient | CT of YAMADA",
                "a name of the patient | y a m a d a",
                "a name of the patient | Taro, shoulder",
                "a name of the patient | 山田さんのCT",
                "a name of the patient | 太郎",
                "a name of the patient | やまだ たろう",
                "a name of the patient | for Mr. Hong",
                "a name of the patient | gil-dong",
                "a name of the patient | 환자 홍 길동",
                "a name of the patient | 洪さん",
                "a name of the patient | для ИВАНОВА",
                "a name of the patient | Петр",
                "a name of the patient | Senora Nunez",
                "a name of the patient | ONEILL",
                "a name of the patient | ΠΑΠΑΔΟΠΟΥΛΟΣ",
                "a name of the patient | της Αννας",
                "an identifier of the patient | hn471108",
                "an identifier of the patient | x991",
                "an identifier of the patient | id Y 992",
                "an identifier of the patient | (acc 2024 17)",
                "an identifier of the patient | study s5501",
                "an identifier of the patient | call +81-3-1234 5678",
                "an identifier of the patient | 1.2.392.200036.9116.2",
                "an identifier of the patient | image 1.2.3.4.5",
                "the patient's birth date | born 9.1.1970",
                "the patient's birth date | 1970年1月9日",
            })
    void whatTheHeaderSaysIsRefused(String finding, String text) {
        InputException refused = assertThrows(InputException.class, () -> guard.requireNone("note", text));
        assertEquals("Cannot publish note: it contains " + finding + "; leave that out", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Second opinion on the shoulder",
                "Longitudinal study, 30 days",
                "洪水の研究",
                "肩のCT",
                "어깨 검사",
                "снимок плеча",
                "1970-09-02",
                "ACC-2024/18",
                "1.2.392.200036.9117"
            })
    void everythingElsePasses(String text) {
        assertDoesNotThrow(() -> guard.requireNone("note", text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
