package org.pcim.ipfs;

import java.time.Duration;
import java.util.Optional;
import org.pcim.content.Block;
import org.pcim.content.CarReader;
import org.pcim.model.Cid;

/** A CAR that a source sends, read as far as it holds what is asked for. */
final class CarStream implements AutoCloseable {

    private final BlockSource source;
    private final TimedBody body;
    private final Duration deadline;
    private final CarReader car;

    /** Reads the header. What roots it names is of no interest. */
    CarStream(BlockSource source, Response answer, Duration deadline) {
        this.source = source;
        this.body = answer.body();
        this.deadline = deadline;
        this.car = new CarReader(body, source.toString());
    }

    BlockSource source() {
        return source;
    }

    /**
     * The next block if it is this one; empty if it is another, or there is none.
     *
     * @throws org.pcim.error.StoreException if the CAR is damaged, cut off, or does not come in time
     */
    Optional<Block> next(Cid cid) {
        body.within(deadline);
        return car.next().filter(block -> block.cid().equals(cid));
    }

    @Override
    public void close() {
        body.close();
    }
}
