package org.pcim.cipher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageKeyTest {

    @Test
    void itsBytesAreCopiedInAndOut() {
        byte[] bytes = {1, 2, 3};
        MessageKey key = MessageKey.of(bytes);
        bytes[0] = 9;
        key.toByteArray()[1] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, key.toByteArray());
        assertEquals(3, key.length());
    }

    @Test
    void itHasOneTo64Bytes() {
        assertThrows(IllegalArgumentException.class, () -> MessageKey.of(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> MessageKey.of(new byte[65]));
        assertEquals(64, MessageKey.of(new byte[64]).length());
    }

    @Test
    void aClosedOneGivesNothing() {
        MessageKey key = MessageKey.of(new byte[] {1, 2, 3});
        key.close();
        key.close();
        assertThrows(IllegalStateException.class, key::toByteArray);
    }

    @Test
    void nothingShowsItsBytes() {
        MessageKey key = MessageKey.of("secret".getBytes(StandardCharsets.US_ASCII));
        assertNotEquals(key, MessageKey.of(key.toByteArray()));
        Object shown = key;
        assertFalse(String.valueOf(shown).contains("secret"));
        assertFalse(String.valueOf(shown).contains("115"));
    }
}
