package org.pcim.embedded.store;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pcim.content.Block;
import org.pcim.content.CarEntry;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.CancelledException;
import org.pcim.error.PcimException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.store.BlockWriter;

/**
 * Writes the blocks that the store does not have into one new CAR.
 *
 * <p>Holds where each block lies, and no block. Safe for use by many threads. An interrupted call, or a commit that is
 * refused, can be made again; after a failure of the file system the writer is of no use any more.
 */
final class CarBlockWriter implements BlockWriter {

    private static final String PUT = "write block";
    private static final String COMMIT = "commit";
    private static final Cid ANY_ROOT = new Cid(Cid.Codec.DAG_PB, Digest.of(new byte[Digest.LENGTH]));

    private enum State {
        OPEN,
        FAILED,
        COMMITTED,
        CLOSED
    }

    private final StoreDirectory directory;
    private final BlockIndex index;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Cid, CarEntry> written = new HashMap<>();
    private final Set<Cid> elsewhere = new HashSet<>();
    private @Nullable IncomingCar car;
    private @Nullable String movedTo;
    private boolean pinned;
    private State state = State.OPEN;

    CarBlockWriter(StoreDirectory directory, BlockIndex index) {
        this.directory = directory;
        this.index = index;
    }

    @Override
    public void put(Block block) {
        Cid cid = block.cid();
        if (isKnown(cid)) {
            return;
        }
        boolean stored = index.find(cid).isPresent();
        lock(PUT, cid);
        try {
            requireOpen(PUT, cid);
            if (stored) {
                elsewhere.add(cid);
            } else if (!written.containsKey(cid)) {
                append(block);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void commit(Cid root) {
        lock(COMMIT, root);
        try {
            requireOpen(COMMIT, root);
            IncomingCar complete = car;
            if (complete != null) {
                perform(COMMIT, root, () -> complete.finish(List.of(root)));
            }
            publish(root);
            state = State.COMMITTED;
            deleteIncoming();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            deleteIncoming();
            state = State.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    private boolean isKnown(Cid cid) {
        lock(PUT, cid);
        try {
            requireOpen(PUT, cid);
            return written.containsKey(cid) || elsewhere.contains(cid);
        } finally {
            lock.unlock();
        }
    }

    private void append(Block block) {
        perform(PUT, block.cid(), () -> {
            IncomingCar target = car;
            if (target == null) {
                target = index.write(PUT, transaction -> create(block.cid()));
                car = target;
            }
            written.put(block.cid(), target.append(block.cid(), block.content()));
        });
    }

    private IncomingCar create(Cid first) {
        return StoreStep.attempt(
                PUT,
                first.toString(),
                directory.incoming(),
                () -> IncomingCar.create(directory.incoming(), List.of(ANY_ROOT)));
    }

    /** Makes the graph visible and pins it, or undoes what it began. */
    private void publish(Cid root) {
        try {
            index.write(COMMIT, transaction -> publish(root, transaction));
        } catch (PcimException e) {
            if (movedTo != null || pinned) {
                undo(root, e);
            }
            throw e;
        }
    }

    private boolean publish(Cid root, Connection transaction) throws SQLException {
        requireComplete(root);
        IncomingCar complete = car;
        if (complete != null) {
            moveIn(complete, root, transaction);
        }
        perform(COMMIT, root, () -> pinned = directory.pin(root));
        return pinned;
    }

    /** Not if another deposit has written the same blocks meanwhile. */
    private void moveIn(IncomingCar complete, Cid root, Connection transaction) throws SQLException {
        String name = index.freeName(transaction, directory, root.toString());
        long added = index.add(transaction, name, complete.length(), written.values());
        if (index.hasBlocks(transaction, added)) {
            movedTo = name;
            perform(COMMIT, root, () -> complete.moveTo(directory.cars(), name));
        } else {
            index.remove(transaction, added);
        }
    }

    /**
     * A CAR that another process has indexed meanwhile stays, and so does the pin of a root that is in the index: another
     * deposit of it can have been told that it is pinned.
     */
    private void undo(Cid root, PcimException reason) {
        state = State.FAILED;
        boolean interrupted = Thread.interrupted();
        try {
            index.write(COMMIT, transaction -> {
                boolean indexed = movedTo != null && index.knows(transaction, movedTo);
                perform(COMMIT, root, () -> {
                    if (pinned && index.find(root).isEmpty()) {
                        directory.unpin(root);
                    }
                    if (movedTo != null && !indexed) {
                        Files.deleteIfExists(directory.car(movedTo));
                    }
                });
                return indexed;
            });
        } catch (PcimException e) {
            reason.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void requireComplete(Cid root) {
        try (CarBlockReader reader = new CarBlockReader(directory, index)) {
            BlockGraph.walk(root, new BlockCheck(index, reader) {
                @Override
                public Block node(Cid cid) {
                    CarEntry entry = written.get(cid);
                    return entry == null ? super.node(cid) : readBack(cid, entry);
                }

                @Override
                public void leaf(Cid cid) {
                    if (!written.containsKey(cid)) {
                        super.leaf(cid);
                    }
                }
            });
        } catch (BlockNotFoundException e) {
            if (elsewhere.stream().anyMatch(cid -> cid.toString().equals(e.subject()))) {
                String reason = "block " + e.subject() + " of another image was collected meanwhile; deposit again";
                throw new StoreException(COMMIT, root.toString(), reason, true, e);
            }
            throw e;
        }
    }

    private Block readBack(Cid cid, CarEntry entry) {
        IncomingCar source = Objects.requireNonNull(car);
        return Block.verified(
                cid, StoreStep.attempt(COMMIT, cid.toString(), directory.incoming(), () -> source.read(entry)));
    }

    /** After a failure nothing of the file is left. */
    private void perform(String action, Cid subject, Action step) {
        boolean done = false;
        try {
            StoreStep.attempt(action, subject.toString(), directory.incoming(), () -> {
                step.run();
                return subject;
            });
            done = true;
        } finally {
            if (!done && state == State.OPEN) {
                state = State.FAILED;
                deleteIncoming();
            }
        }
    }

    private void deleteIncoming() {
        IncomingCar begun = car;
        car = null;
        if (begun != null) {
            StoreStep.attempt("delete incoming CAR", "", directory.incoming(), () -> {
                begun.close();
                return begun;
            });
        }
    }

    private void lock(String action, Cid subject) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw new CancelledException(action, subject.toString());
        }
    }

    private void requireOpen(String action, Cid subject) {
        if (state == State.FAILED) {
            throw new StoreException(action, subject.toString(), "an earlier write of this deposit failed", true);
        }
        if (state != State.OPEN) {
            throw new IllegalStateException("The deposit is " + (state == State.CLOSED ? "closed" : "committed"));
        }
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }
}
