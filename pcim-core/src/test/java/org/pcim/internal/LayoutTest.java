package org.pcim.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.cipher.MessageKey;
import org.pcim.error.InputException;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;

class LayoutTest {

    private final Layout first = Layout.first(Digest.sha256(), new LedgerId("embedded:" + "00".repeat(16)), 2);

    @Test
    void oneOfAFirstVersionIsReadAsItWasWritten() {
        assertEquals(first, Layout.fromJson(first.toJson()));
    }

    @Test
    void oneOfALaterVersionIsReadAsItWasWritten() {
        byte[] key = {1, 2, 3};
        try (Layout later = later(key);
                Layout read = Layout.fromJson(later.toJson())) {
            assertEquals(later.image(), read.image());
            assertEquals(later.patientCertificate(), read.patientCertificate());
            assertEquals(2, read.version());
            assertEquals(later.files(), read.files());
            assertEquals(later.keptKeys().keySet(), read.keptKeys().keySet());
            assertArrayEquals(key, key(read).toByteArray());
        }
    }

    @Test
    void closingWipesTheKeysInIt() {
        Layout later = later(new byte[] {1});
        MessageKey key = key(later);
        later.close();
        assertThrows(IllegalStateException.class, key::toByteArray);
        assertFalse(later.toString().contains("AQ=="), later.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "null", "{\"format\":\"pcim-layout-1\"}", "{\"format\":1}", "{\"x\":{"})
    void whatIsNoneIsRefused(String json) {
        assertThrows(InputException.class, () -> Layout.fromJson(json.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"part-00000/000001.pgp\"', '\"part-00000/000000.pgp\"'",
        "'{\"part-00000/000000.pgp\":', '{\"part-00000/000009.pgp\":'",
        "AQID, ''",
        "AQID, '!!'",
        "'\"version\":2', '\"version\":2,\"version\":3'",
        "'\"version\":2', '\"version\":-2'"
    })
    void oneOfAnotherFormIsRefused(String part, String other) {
        try (Layout later = later(new byte[] {1, 2, 3})) {
            byte[] json = later.toJson();
            byte[] changed = new String(json, StandardCharsets.UTF_8)
                    .replace(part, other)
                    .getBytes(StandardCharsets.UTF_8);
            assertFalse(Arrays.equals(json, changed));
            assertThrows(InputException.class, () -> Layout.fromJson(changed));
        }
    }

    @Test
    void oneThatIsCutOffIsRefused() {
        byte[] json = first.toJson();
        for (int i = 0; i < json.length; i++) {
            byte[] cut = Arrays.copyOf(json, i);
            assertThrows(InputException.class, () -> Layout.fromJson(cut));
        }
    }

    private Layout later(byte[] key) {
        return new Layout(
                first.statement(),
                first.ledger(),
                new ImageId(Digest.sha256(new byte[] {7})),
                2,
                Digest.sha256(new byte[] {8}),
                first.files(),
                Map.of("part-00000/000000.pgp", MessageKey.of(key)));
    }

    private static MessageKey key(Layout layout) {
        return Objects.requireNonNull(layout.keptKeys().get("part-00000/000000.pgp"));
    }
}
