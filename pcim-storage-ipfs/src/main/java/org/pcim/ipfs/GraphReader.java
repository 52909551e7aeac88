package org.pcim.ipfs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.content.Block;
import org.pcim.error.CancelledException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;

/**
 * Reads a graph out of CARs where it is read in order, and block by block where it is not.
 *
 * <p>A CAR is left as soon as it does not hold what was asked for, whether because the reader skips or the source is bad:
 * the leaves that follow come singly, some ahead, from whichever source has them, and the next node begins another CAR. So
 * nothing is fetched twice that was given, and no source is read beyond what was asked for.
 */
final class GraphReader implements BlockReader {

    private static final String ACTION = "read block";

    private final Sources sources;
    private final LookAhead ahead;
    private final Upcoming upcoming = new Upcoming();
    private @Nullable CarStream stream;
    private @Nullable Block last;
    private boolean closed;

    GraphReader(Sources sources, LookAhead ahead) {
        this.sources = sources;
        this.ahead = ahead;
    }

    @Override
    public Block get(Cid cid) {
        if (closed) {
            throw new IllegalStateException("The reader is closed");
        }
        Transport.checkInterrupt(ACTION, cid.toString());
        if (last != null && last.cid().equals(cid)) {
            return last;
        }
        Block block = fromStream(cid).orElseGet(() -> elsewhere(cid));
        upcoming.given(block);
        last = block;
        return block;
    }

    @Override
    public void close() {
        closed = true;
        leaveStream();
        ahead.close();
    }

    private Optional<Block> fromStream(Cid cid) {
        CarStream current = stream;
        if (current == null) {
            return Optional.empty();
        }
        try {
            Optional<Block> block = current.next(cid);
            if (block.isEmpty()) {
                if (upcoming.isNext(cid)) {
                    sources.failed(current.source(), new Refused("its CAR is not in order, or lacks a block"));
                }
                leaveStream();
            }
            return block;
        } catch (StoreException e) {
            sources.failed(current.source(), e);
            leaveStream();
            return Optional.empty();
        } catch (CancelledException e) {
            leaveStream();
            throw e;
        }
    }

    private Block elsewhere(Cid cid) {
        if (cid.codec() == Cid.Codec.RAW) {
            return ahead.get(cid, upcoming);
        }
        ahead.clear();
        Sources.Opened opened = sources.open(cid);
        stream = opened.stream();
        return opened.first();
    }

    private void leaveStream() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
