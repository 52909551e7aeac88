package org.pcim.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

class BlockTest {

    private final Block block = Block.of(Cid.Codec.RAW, new byte[] {1, 2, 3});

    @Test
    void takesTheBytesOfItsCid() {
        assertEquals(
                block.cid(), Block.verified(block.cid(), new byte[] {1, 2, 3}).cid());
    }

    @Test
    void refusesOtherBytes() {
        StoreException e = assertThrows(StoreException.class, () -> Block.verified(block.cid(), new byte[] {1, 2, 4}));
        assertEquals(block.cid().toString(), e.subject());
    }

    @Test
    void refusesWhatIsTooLarge() {
        byte[] tooMuch = new byte[Block.MAX_LENGTH + 1];
        assertThrows(IllegalArgumentException.class, () -> Block.of(Cid.Codec.RAW, tooMuch));
        assertThrows(StoreException.class, () -> Block.verified(block.cid(), tooMuch));
    }
}
