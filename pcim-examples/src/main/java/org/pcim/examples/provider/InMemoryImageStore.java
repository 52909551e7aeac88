package org.pcim.examples.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pcim.content.Block;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.CancelledException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;
import org.pcim.store.PinStatus;

/**
 * An image store in memory: small enough to read at once, and complete.
 *
 * <p>Nothing of it outlives the process, so it is for tests and as an example only. Safe for use by many threads.
 */
public final class InMemoryImageStore implements ImageStore {

    private final BlockMemory memory;

    /** A store over blocks that others may share. */
    public InMemoryImageStore(BlockMemory memory) {
        this.memory = memory;
    }

    @Override
    public BlockWriter write() {
        Map<Cid, Block> put = new ConcurrentHashMap<>();
        return new BlockWriter() {
            @Override
            public void put(Block block) {
                requireNotInterrupted("put block", block.cid());
                put.put(block.cid(), block);
            }

            @Override
            public void commit(Cid root) {
                requireNotInterrupted("commit graph", root);
                memory.commit(root, put);
            }

            @Override
            public void close() {
                put.clear();
            }
        };
    }

    @Override
    public BlockReader read(Cid root) {
        requireNotInterrupted("read graph", root);
        return new BlockReader() {
            @Override
            public Block get(Cid cid) {
                requireNotInterrupted("read block", cid);
                return memory.find(cid).orElseThrow(() -> new BlockNotFoundException(cid.toString()));
            }

            @Override
            public void close() {
                // Nothing is held open.
            }
        };
    }

    @Override
    public void pin(Cid root) {
        requireNotInterrupted("pin graph", root);
        memory.pin(root);
    }

    @Override
    public void unpin(Cid root) {
        requireNotInterrupted("unpin graph", root);
        memory.unpin(root);
    }

    @Override
    public PinStatus status(Cid root) {
        requireNotInterrupted("read pin status", root);
        return memory.isPinned(root) ? PinStatus.PINNED : PinStatus.NOT_PINNED;
    }

    /** Lets go of what no pinned root needs. */
    public void collect() {
        memory.collect();
    }

    @Override
    public void close() {
        // The memory is its owner's.
    }

    /** A call that does not block looks itself whether it is still wanted. */
    private static void requireNotInterrupted(String action, Cid cid) {
        if (Thread.interrupted()) {
            throw new CancelledException(action, cid.toString());
        }
    }
}
