package org.pcim.ipfs;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.pcim.content.Block;
import org.pcim.error.CancelledException;
import org.pcim.model.Cid;

/** Fetches single blocks; when they are asked for in order, also the next ones. Holds so many blocks at most. */
final class LookAhead implements AutoCloseable {

    private final Sources sources;
    private final ExecutorService threads;
    private final int max;
    private final Map<Cid, Future<Block>> fetching = new HashMap<>();

    LookAhead(Sources sources, ExecutorService threads, int max) {
        this.sources = sources;
        this.threads = threads;
        this.max = max;
    }

    Block get(Cid cid, Upcoming upcoming) {
        if (!upcoming.isNext(cid)) {
            clear();
            return sources.block(cid);
        }
        for (Cid next : upcoming.leaves(max)) {
            fetching.computeIfAbsent(next, leaf -> threads.submit(() -> sources.block(leaf)));
        }
        Future<Block> block = fetching.remove(cid);
        return block == null ? sources.block(cid) : await(block, cid);
    }

    /** Gives up what nobody asked for. */
    void clear() {
        fetching.values().forEach(block -> block.cancel(true));
        fetching.clear();
    }

    @Override
    public void close() {
        clear();
    }

    private static Block await(Future<Block> block, Cid cid) {
        try {
            return block.get();
        } catch (InterruptedException e) {
            block.cancel(true);
            throw new CancelledException("read block", cid.toString());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
