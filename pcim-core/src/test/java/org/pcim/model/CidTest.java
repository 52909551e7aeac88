package org.pcim.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.InputException;

class CidTest {

    private static final String HELLO = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

    @Test
    void isReadAndWrittenInBothForms() {
        Cid cid = Cid.parse(HELLO);
        assertEquals(Cid.Codec.RAW, cid.codec());
        assertEquals(
                "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
                cid.digest().toHex());
        assertEquals(HELLO, cid.toString());
        assertEquals(cid, Cid.read(ByteBuffer.wrap(cid.toByteArray())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "QmUbBALi174SnogsUzLpYbD4xPiBSFANF4iztWCsHbMKh2",
                "Bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n51",
                "bafyrgqhai26anf3i7pips7q22coa4sz2fr4gk4q4sqdtymvvjyginfzaqew"
            })
    void everyOtherTextIsRefused(String text) {
        assertThrows(InputException.class, () -> Cid.parse(text));
    }

    @Test
    void otherKindsAreRefused() {
        byte[] cid = Cid.parse(HELLO).toByteArray();
        for (int i = 0; i < 4; i++) {
            byte[] other = cid.clone();
            other[i] ^= 2;
            assertThrows(InputException.class, () -> Cid.read(ByteBuffer.wrap(other)), "byte " + i);
        }
        assertThrows(InputException.class, () -> Cid.read(ByteBuffer.wrap(cid, 0, 35)));
    }
}
