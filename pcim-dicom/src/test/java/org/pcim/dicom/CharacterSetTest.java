package org.pcim.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterSetTest {

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, ISO-8859-1, Äneas^Rüdiger",
        "ISO_IR 101, ISO-8859-2, Wałęsa^Żaneta",
        "ISO_IR 109, ISO-8859-3, Ċensu^Ħal",
        "ISO_IR 110, ISO-8859-4, Bērziņš^Ķiris",
        "ISO_IR 144, ISO-8859-5, Люкceмбypг",
        "ISO_IR 127, ISO-8859-6, قباني^لنزار",
        "ISO_IR 126, ISO-8859-7, Διονυσιος",
        "ISO_IR 138, ISO-8859-8, שרון^דבורה",
        "ISO_IR 148, ISO-8859-9, Çavuşoğlu^İsmail",
        "ISO_IR 166, TIS-620, สมชาย^ใจดี",
        "ISO_IR 192, UTF-8, Wang^XiaoDong=王^小東=",
        "GB18030, GB18030, Wang^XiaoDong=王^小东=",
        "GBK, GBK, Zhang^XiaoDong=张^小东=",
        "ISO IR 100, ISO-8859-1, Jérôme",
        "ISO 2022 IR 144, ISO-8859-5, Люкceмбypг",
    })
    void decodesWhatTheTermNames(String term, String charset, String name) {
        assertEquals(name, CharacterSet.of(term + " ").decode(name.getBytes(Charset.forName(charset))));
    }

    /** PS3.5, H.3.1. */
    @Test
    void decodesJapaneseWithCodeExtensions() {
        String bytes = "59616d6164615e5461726f75"
                + "3d1b24423b3345441b28425e1b244242404f3a1b2842"
                + "3d1b24422464245e24401b28425e1b2442243f246d24261b2842";
        assertEquals(
                "Yamada^Tarou=山田^太郎=やまだ^たろう",
                CharacterSet.of("\\ISO 2022 IR 87").decode(hex(bytes)));
    }

    /** PS3.5, H.3.2: the first group in katakana of half width, without escape. */
    @Test
    void decodesKatakanaOfJisX0201() {
        String bytes = "d4cfc0de5ec0dbb33d1b24423b3345441b284a5e1b244242404f3a1b284a";
        assertEquals(
                "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎",
                CharacterSet.of("ISO 2022 IR 13\\ISO 2022 IR 87").decode(hex(bytes)));
    }

    @Test
    void decodesTheSupplementaryKanjiOfJisX0212() {
        assertEquals("丂A", CharacterSet.of("\\ISO 2022 IR 159").decode(hex("1b24284430211b284241")));
    }

    /** PS3.5, I.2. */
    @Test
    void decodesKoreanWithCodeExtensions() {
        String bytes = "486f6e675e47696c646f6e673d1b242943fbf35e1b242943d1ced4d73d1b242943c8ab5e1b242943b1e6b5bf";
        assertEquals(
                "Hong^Gildong=洪^吉洞=홍^길동", CharacterSet.of("\\ISO 2022 IR 149").decode(hex(bytes)));
        String forgotten = "1b242943fbf35ed1ced4d7";
        assertEquals("洪^吉洞", CharacterSet.of("\\ISO 2022 IR 149").decode(hex(forgotten)));
    }

    /** PS3.5, K.2. */
    @Test
    void decodesChineseWithCodeExtensions() {
        String bytes = "5a68616e675e5869616f446f6e673d1b242941d5c55e1b242941d0a1b6ab3d";
        assertEquals("Zhang^XiaoDong=张^小东=", CharacterSet.of("\\ISO 2022 IR 58").decode(hex(bytes)));
    }

    @Test
    void makesUpForAnEscapeThatIsMissing() {
        assertEquals("洪^吉洞", CharacterSet.of("\\ISO 2022 IR 149").decode(hex("fbf35ed1ced4d7")));
    }

    @Test
    void switchesBetweenAlphabets() {
        byte[] bytes = hex("41e45c1b2d4cbb1b2d46c4");
        assertEquals(
                "Aä\\ЛΔ",
                CharacterSet.of("ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126")
                        .decode(bytes));
    }

    /** The second byte of some characters of GBK is a backslash or a caret. */
    @Test
    void takesNoByteOfACharacterForADelimiter() {
        assertEquals("乗^乣", CharacterSet.of("GBK").decode(hex("815c5e8160")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ISO_IR 6", "ISO_IR 999", "nonsense", "\\\\", "ISO_IR 99999999999999"})
    void readsBytesWithoutKnownSetAsUtf8OrLatin1(String term) {
        CharacterSet set = CharacterSet.of(term);
        assertEquals("Jérôme", set.decode("Jérôme".getBytes(StandardCharsets.UTF_8)));
        assertEquals("Jérôme", set.decode("Jérôme".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void decodesAnyBytesToSomething() {
        for (String term :
                new String[] {"", "ISO_IR 192", "GBK", "ISO 2022 IR 13\\ISO 2022 IR 87", "\\ISO 2022 IR 149"}) {
            for (int b = 0; b < 256; b++) {
                assertNotNull(CharacterSet.of(term).decode(new byte[] {0x1b, (byte) b}));
                assertNotNull(CharacterSet.of(term).decode(new byte[] {0x1b, '$', 'B', (byte) b}));
            }
        }
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
