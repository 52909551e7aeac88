package org.pcim.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.pcim.content.Block;
import org.pcim.error.BlockNotFoundException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;
import org.pcim.store.PinStatus;

/** A store that takes any blocks, whatever graph they make, and counts those that it is asked for. */
final class StoreInMemory implements ImageStore {

    private final Map<Cid, Block> blocks = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    Block put(Block block) {
        blocks.put(block.cid(), block);
        return block;
    }

    /** How many blocks were asked for since it was asked last. */
    int asked() {
        return asked.getAndSet(0);
    }

    @Override
    public BlockWriter write() {
        return new BlockWriter() {
            @Override
            public void put(Block block) {
                StoreInMemory.this.put(block);
            }

            @Override
            public void commit(Cid root) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public BlockReader read(Cid root) {
        return new BlockReader() {
            @Override
            public Block get(Cid cid) {
                asked.incrementAndGet();
                Block block = blocks.get(cid);
                if (block == null) {
                    throw new BlockNotFoundException(cid.toString());
                }
                return block;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void pin(Cid root) {}

    @Override
    public void unpin(Cid root) {}

    @Override
    public PinStatus status(Cid root) {
        return blocks.containsKey(root) ? PinStatus.PINNED : PinStatus.NOT_PINNED;
    }

    @Override
    public void close() {}
}
