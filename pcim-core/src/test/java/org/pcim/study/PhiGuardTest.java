package org.pcim.study;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.InputException;

class PhiGuardTest {

    private final PhiGuard guard = new PhiGuard(new IdentifyingValues(
            Set.of("Müller", "Anna-Lena", "Li", "山田", "太郎", "やまだ", "Иванов", "김희중", "Straße"),
            Set.of("19700109"),
            Set.of("HN-4711/08", "1.2.840.113619.2.55", "7", "+49 30 1234567")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Herr MULLER, Schulter",
                "for annalena",
                "A n n a - L e n a",
                "Dr. Li asks",
                "li",
                "山田さんのCT",
                "山田 太郎",
                "CT of やまだ",
                "для ИВАНОВА",
                "환자 김희중",
                "Mu\u0308ller",
                "STRASSE",
                "case hn471108",
                "(HN 4711 08)",
                "1.2.840.113619.2.55.3",
                "room 7",
                "call +49-30-123 45 67",
                "born 1970-01-09",
                "born 9.1.1970",
                "01/09/1970",
                "19700109",
                "09011970",
                "１９７０年１月９日"
            })
    void whatIdentifiesThePatientIsRefused(String text) {
        InputException e = assertThrows(InputException.class, () -> guard.requireNone("note", text));
        assertTrue(
                String.valueOf(e.getMessage())
                        .matches(
                                "Cannot publish note: it contains "
                                        + "(a name of the patient|an identifier of the patient|the patient's birth date); leave that out"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Shoulder, second opinion, 30 days",
                "Clinical study",
                "limited",
                "山田川",
                "1970-01-19",
                "room 77",
                "HN-4712/08",
                "1.2.840.113619.2.5"
            })
    void everythingElsePasses(String text) {
        assertDoesNotThrow(() -> guard.requireNone("note", text));
    }

    @Test
    void inACodeOnlyLongerWordsCount() {
        PhiGuard names = new PhiGuard(new IdentifyingValues(Set.of("Che", "Doe", "MR"), Set.of(), Set.of("4711")));
        assertTrue(names.allowsCode("CHEST"));
        assertTrue(names.allowsCode("MR"));
        assertFalse(names.allowsCode("DOE CHEST"));
        assertFalse(names.allowsCode("HEAD 4711"));
    }

    @Test
    void withoutValuesEverythingPasses() {
        assertDoesNotThrow(() -> new PhiGuard(IdentifyingValues.none()).requireNone("note", "Müller 19700109"));
    }
}
