package org.pcim.content;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.pcim.error.BlockNotFoundException;
import org.pcim.model.Cid;

/** Blocks by their CIDs. */
final class BlocksInMemory {

    private final Map<Cid, Block> blocks = new HashMap<>();
    private int asked;

    Block put(Block block) {
        blocks.put(block.cid(), block);
        return block;
    }

    Block get(Cid cid) {
        asked++;
        Block block = blocks.get(cid);
        if (block == null) {
            throw new BlockNotFoundException(cid.toString());
        }
        return block;
    }

    Block remove(Cid cid) {
        return Objects.requireNonNull(blocks.remove(cid));
    }

    /** How often a block was asked for. */
    int asked() {
        return asked;
    }
}
