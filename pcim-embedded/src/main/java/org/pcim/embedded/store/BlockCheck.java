package org.pcim.embedded.store;

import java.util.HashSet;
import java.util.Set;
import org.pcim.content.Block;
import org.pcim.error.BlockNotFoundException;
import org.pcim.model.Cid;

/** Looks whether every block of a graph is in the store. */
class BlockCheck implements BlockGraph.Visitor<RuntimeException> {

    private final BlockIndex index;
    private final CarBlockReader reader;
    private final Set<Cid> visited = new HashSet<>();

    BlockCheck(BlockIndex index, CarBlockReader reader) {
        this.index = index;
        this.reader = reader;
    }

    /** @throws BlockNotFoundException if a block is missing */
    static void requireComplete(Cid root, StoreDirectory directory, BlockIndex index) {
        try (CarBlockReader reader = new CarBlockReader(directory, index)) {
            BlockGraph.walk(root, new BlockCheck(index, reader));
        }
    }

    @Override
    public boolean isFirst(Cid cid) {
        return visited.add(cid);
    }

    @Override
    public Block node(Cid cid) {
        return reader.get(cid);
    }

    @Override
    public void leaf(Cid cid) {
        if (index.find(cid).isEmpty()) {
            throw new BlockNotFoundException(cid.toString());
        }
    }
}
