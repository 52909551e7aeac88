package org.pcim.content;

import java.util.HashMap;
import java.util.Map;
import org.pcim.error.BlockNotFoundException;
import org.pcim.model.Cid;

/** Blocks by their CIDs. */
final class BlocksInMemory {

    private final Map<Cid, Block> blocks = new HashMap<>();

    Block put(Block block) {
        blocks.put(block.cid(), block);
        return block;
    }

    Block get(Cid cid) {
        Block block = blocks.get(cid);
        if (block == null) {
            throw new BlockNotFoundException(cid.toString());
        }
        return block;
    }

    void remove(Cid cid) {
        blocks.remove(cid);
    }
}
