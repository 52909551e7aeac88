package org.pcim.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcim.error.InputException;
import org.pcim.internal.Statement.StatedInstance;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

class ManifestTest {

    private final Statement statement = new Statement(
            "00112233445566778899aabbccddeeff",
            Address.of(new byte[20]),
            "ABCDEF",
            "Kontrolle nach \"6\" Monaten\n",
            "2026-11-23T12:00:00Z",
            List.of(
                    new StatedInstance("a/1.dcm", "1.2.3", 5_000_000_000L, Digest.sha256(new byte[] {1})),
                    new StatedInstance("é", null, 0, Digest.sha256())));
    private final Layout layout =
            Layout.first(Digest.sha256(statement.toJson()), new LedgerId("embedded:" + "00".repeat(16)), 2);
    private final Manifest manifest =
            new Manifest(statement.toJson(), Bytes.of(new byte[] {1, 2}), layout.toJson(), Bytes.of(new byte[] {3}));

    @Test
    void isReadAsItWasWritten() {
        Manifest read = Manifest.read(manifest.toByteArray());
        assertArrayEquals(statement.toJson(), read.statement());
        assertEquals(layout.statement(), read.statementHash());
        assertEquals(manifest.statementSignature(), read.statementSignature());
        assertEquals(manifest.layoutSignature(), read.layoutSignature());
        assertEquals(statement, Statement.fromJson(read.statement()));
        assertEquals(layout, Layout.fromJson(read.layout()));
    }

    @Test
    void hasFourLines() {
        String text = new String(manifest.toByteArray(), StandardCharsets.UTF_8);
        assertEquals(4, text.chars().filter(c -> c == '\n').count());
        assertEquals('\n', text.charAt(text.length() - 1));
    }

    @Test
    void oneThatIsCutOffOrGoesOnIsRefused() {
        byte[] text = manifest.toByteArray();
        for (int i = 0; i < text.length; i++) {
            byte[] cut = Arrays.copyOf(text, i);
            assertThrows(InputException.class, () -> Manifest.read(cut));
        }
        assertThrows(InputException.class, () -> Manifest.read(Arrays.copyOf(text, text.length + 1)));
    }

    @Test
    void theThousandAndFirstMessageBeginsANewFolder() {
        List<String> paths = StudyPaths.paths(1001);
        assertEquals("part-00000/000000.pgp", paths.get(0));
        assertEquals("part-00000/000999.pgp", paths.get(999));
        assertEquals("part-00001/001000.pgp", paths.get(1000));
    }

    @ParameterizedTest
    @CsvSource({
        "pcim-statement-1, pcim-statement-2",
        "'\"study\":', '\"stud\":'",
        "'\"date\":', '\"study\":\"00\",\"date\":'",
        "'\"size\":0', '\"size\":-1'",
        "'\"size\":0', '\"size\":99999999999999999999'",
        "'\"size\":0', '\"size\":0.5'",
        "'\"size\":0', '\"size\":\"0\"'",
        "a/1.dcm, ../1.dcm",
        "a/1.dcm, /1.dcm",
        "a/1.dcm, é",
        "'\"sha256\":\"', '\"sha256\":\"00'",
        "0x00000000, 0x0000000"
    })
    void aStatementOfAnotherFormIsRefused(String part, String other) {
        String json = new String(statement.toJson(), StandardCharsets.UTF_8);
        byte[] changed = json.replace(part, other).getBytes(StandardCharsets.UTF_8);
        assertThrows(InputException.class, () -> Statement.fromJson(changed));
    }
}
