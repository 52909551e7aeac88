package org.pcim.internal;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.PcimException;
import org.pcim.model.Cid;
import org.pcim.store.ImageStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A root that is committed to a store and that nobody knows of yet. Closing lets it go, unless it was handed on. */
final class UnrecordedRoot implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnrecordedRoot.class);

    private final ImageStore store;
    private final Cid cid;
    private boolean handedOn;

    UnrecordedRoot(ImageStore store, Cid cid) {
        this.store = store;
        this.cid = cid;
    }

    Cid cid() {
        return cid;
    }

    /** Gives what tells others of the root. */
    <T> T handOn(T how) {
        handedOn = true;
        return how;
    }

    /** Does what tells others of the root: if that fails otherwise than by a refusal, it may be recorded all the same. */
    <T> T handOnBy(Supplier<T> how) {
        return handOnAll(List.of(this), how);
    }

    /** As {@link #handOnBy}, for several roots at once. */
    static <T> T handOnAll(Collection<UnrecordedRoot> roots, Supplier<T> how) {
        roots.forEach(root -> root.handedOn = true);
        try {
            return how.get();
        } catch (LedgerRefusalException e) {
            roots.forEach(root -> root.handedOn = false);
            throw e;
        }
    }

    @Override
    public void close() {
        if (handedOn) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            store.unpin(cid);
        } catch (PcimException e) {
            LOG.warn("The root {} is of no use and could not be unpinned; unpin it by hand", cid, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
