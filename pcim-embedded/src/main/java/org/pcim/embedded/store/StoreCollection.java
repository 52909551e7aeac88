package org.pcim.embedded.store;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.pcim.content.Block;
import org.pcim.content.CarEntry;
import org.pcim.error.BlockNotFoundException;
import org.pcim.model.Cid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees the room of blocks that no pinned root needs.
 *
 * <p>First the index forgets them, in one transaction: from then on nobody relies on them. Then each CAR that holds more
 * than the index knows of it is written anew, or deleted if the index knows nothing of it. A kill in between leaves at
 * most a file too many, which the next collection finds, or an index that still knows a deleted file, without a block in it.
 */
final class StoreCollection {

    private static final Logger LOG = LoggerFactory.getLogger(StoreCollection.class);
    private static final String ACTION = "collect";

    private final StoreDirectory directory;
    private final BlockIndex index;

    StoreCollection(StoreDirectory directory, BlockIndex index) {
        this.directory = directory;
        this.index = index;
    }

    /** The number of bytes by which the files became shorter. */
    long run() {
        long freed = 0;
        for (BlockIndex.Car car : forgetUnpinned()) {
            StoreStep.checkInterrupt(ACTION, car.name());
            freed += car.isWhollyIndexed() ? 0 : shrink(car);
        }
        return freed;
    }

    /** What is pinned and not in the index can be of a deposit that was killed meanwhile. */
    private List<BlockIndex.Car> forgetUnpinned() {
        StoreRecovery recovery = new StoreRecovery(directory, index);
        recovery.run();
        while (true) {
            try {
                return index.write(ACTION, this::forgetUnpinned);
            } catch (BlockNotFoundException e) {
                if (!recovery.run()) {
                    throw e;
                }
            }
        }
    }

    private List<BlockIndex.Car> forgetUnpinned(Connection transaction) throws SQLException {
        execute(transaction, "CREATE TEMP TABLE needed (cid BLOB PRIMARY KEY) WITHOUT ROWID");
        try (PreparedStatement insert = transaction.prepareStatement("INSERT OR IGNORE INTO needed VALUES (?)");
                CarBlockReader reader = new CarBlockReader(directory, index)) {
            Marking marking = new Marking(insert, reader);
            for (Cid root : attempt("", directory::pinnedRoots)) {
                BlockGraph.walk(root, marking);
            }
        }
        index.removeUnneeded(transaction);
        execute(transaction, "DROP TABLE needed");
        return index.cars(transaction);
    }

    private long shrink(BlockIndex.Car car) {
        List<CarEntry> needed = index.write(ACTION, transaction -> index.entries(transaction, car.id()));
        long rewritten = needed.isEmpty() ? 0 : rewrite(car, needed);
        return index.write(ACTION, transaction -> delete(transaction, car)) ? car.size() - rewritten : 0;
    }

    /** The length of the new CAR; 0 if there is none. */
    private long rewrite(BlockIndex.Car car, List<CarEntry> needed) {
        IncomingCar created = index.write(
                ACTION, transaction -> attempt(car.name(), () -> IncomingCar.create(directory.incoming(), List.of())));
        return attempt(car.name(), () -> {
            try (IncomingCar target = created) {
                List<CarEntry> moved = copy(car, needed, target);
                target.finish(List.of());
                return index.write(ACTION, transaction -> publish(transaction, car, target, moved));
            } catch (EOFException | FileNotFoundException e) {
                boolean known = index.write(ACTION, transaction -> index.knows(transaction, car));
                if (known && e instanceof FileNotFoundException) {
                    throw e;
                } else if (known) {
                    LOG.warn("A damaged CAR is left as it is: {} is cut off", directory.car(car.name()));
                }
                // Else another collection was quicker.
                return 0L;
            }
        });
    }

    /** The bytes are copied as they are: whoever reads them will hash them. */
    private List<CarEntry> copy(BlockIndex.Car car, List<CarEntry> entries, IncomingCar target) throws IOException {
        List<CarEntry> moved = new ArrayList<>(entries.size());
        byte[] content = new byte[Block.MAX_LENGTH];
        try (RandomAccessFile source =
                new RandomAccessFile(directory.car(car.name()).toFile(), "r")) {
            for (CarEntry entry : entries) {
                StoreStep.checkInterrupt(ACTION, car.name());
                source.seek(entry.offset());
                source.readFully(content, 0, entry.length());
                moved.add(target.append(entry.cid(), ByteBuffer.wrap(content, 0, entry.length())));
            }
        }
        return moved;
    }

    private long publish(Connection transaction, BlockIndex.Car car, IncomingCar target, List<CarEntry> moved)
            throws SQLException {
        String name = index.freeName(transaction, directory, car.name());
        long rewritten = index.move(transaction, car.id(), name, target.length(), moved);
        if (!index.hasBlocks(transaction, rewritten)) {
            index.remove(transaction, rewritten);
            return 0;
        }
        attempt(name, () -> {
            target.moveTo(directory.cars(), name);
            return name;
        });
        return target.length();
    }

    /** In one transaction, since the name without a file can become another CAR's. */
    private boolean delete(Connection transaction, BlockIndex.Car car) throws SQLException {
        if (!index.knows(transaction, car) || index.hasBlocks(transaction, car.id())) {
            return false;
        }
        index.remove(transaction, car.id());
        return attempt(car.name(), () -> Files.deleteIfExists(directory.car(car.name())));
    }

    private <T> T attempt(String subject, StoreStep<T> step) {
        return StoreStep.attempt(ACTION, subject, directory.cars(), step);
    }

    private static void execute(Connection transaction, String sql) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Notes in the database what is needed, since it can be more than fits into memory. */
    private static final class Marking implements BlockGraph.Visitor<SQLException> {
        private final PreparedStatement insert;
        private final CarBlockReader reader;

        Marking(PreparedStatement insert, CarBlockReader reader) {
            this.insert = insert;
            this.reader = reader;
        }

        @Override
        public boolean isFirst(Cid cid) throws SQLException {
            insert.setBytes(1, cid.toByteArray());
            return insert.executeUpdate() > 0;
        }

        @Override
        public Block node(Cid cid) {
            return reader.get(cid);
        }

        @Override
        public void leaf(Cid cid) {
            // Noted already.
        }
    }
}
