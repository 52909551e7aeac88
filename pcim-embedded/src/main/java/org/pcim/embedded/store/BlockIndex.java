package org.pcim.embedded.store;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.content.CarEntry;
import org.pcim.embedded.internal.SqliteDatabase;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/**
 * Which block lies where, for all CARs of a store.
 *
 * <p>Whatever changes a store's files does it in a write transaction of its index, which excludes all others in all
 * processes. A block is in the index once. Safe for use by many threads.
 */
final class BlockIndex implements AutoCloseable {

    /**
     * A CAR that the index knows.
     *
     * @param id a number that no other CAR ever gets
     * @param name the file name
     * @param size the length of the file, in bytes
     * @param sections the number of blocks in the file, also of those that nobody needs or that lie elsewhere
     * @param indexed the number of those that the index has in this file
     */
    record Car(long id, String name, long size, int sections, int indexed) {

        boolean isWhollyIndexed() {
            return indexed == sections;
        }
    }

    private static final SqliteDatabase.Schema SCHEMA = new SqliteDatabase.Schema(
            0x5043_4953, 2, List.of("""
                    CREATE TABLE car (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        name TEXT NOT NULL UNIQUE,
                        size INTEGER NOT NULL,
                        sections INTEGER NOT NULL,
                        indexed INTEGER NOT NULL) STRICT""", """
                    CREATE TABLE block (
                        cid BLOB PRIMARY KEY,
                        car INTEGER NOT NULL REFERENCES car (id),
                        start INTEGER NOT NULL,
                        length INTEGER NOT NULL) STRICT, WITHOUT ROWID""", "CREATE INDEX block_of_car ON block (car, start)"));

    private static final String FIND =
            "SELECT car, name, start, length FROM block JOIN car ON car.id = block.car WHERE cid = ?";

    private static final String FOLLOWING =
            "SELECT cid, start, length FROM block WHERE car = ? AND start > ? ORDER BY start LIMIT ?";

    private static final String COUNT =
            "UPDATE car SET indexed = (SELECT count(*) FROM block WHERE block.car = car.id)";

    private static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_NOTADB = 26;

    private final SqliteDatabase database;

    private BlockIndex(SqliteDatabase database) {
        this.database = database;
    }

    /** Opens the file; an empty index is made if there is none. */
    static BlockIndex open(Path file) {
        // The log of an index that somebody deleted would be replayed into the new one.
        for (String log : List.of("-wal", "-shm")) {
            Path stale = file.resolveSibling(file.getFileName() + log);
            if (Files.exists(stale) && Files.notExists(file)) {
                StoreStep.attempt("open index", file.toString(), stale, () -> Files.deleteIfExists(stale));
            }
        }
        return new BlockIndex(SqliteDatabase.open(file, SCHEMA, BlockIndex::failed));
    }

    /** Where a block lies, after the last commit. */
    Optional<BlockLocation> find(Cid cid) {
        return database.query("find block", FIND, query -> {
            query.setBytes(1, cid.toByteArray());
            return location(query);
        });
    }

    /** Up to {@code max} blocks that lie behind a block in its CAR, in the order of the file, after the last commit. */
    List<CarEntry> following(BlockLocation location, int max) {
        return database.query("find blocks", FOLLOWING, query -> {
            query.setLong(1, location.car());
            query.setLong(2, location.offset());
            query.setInt(3, max);
            return entries(query);
        });
    }

    /** Runs work that excludes all other such work in all processes. */
    <T> T write(String action, SqliteDatabase.Work<T> work) {
        return database.write(action, work);
    }

    List<Car> cars(Connection transaction) throws SQLException {
        List<Car> cars = new ArrayList<>();
        try (PreparedStatement query =
                        transaction.prepareStatement("SELECT id, name, size, sections, indexed FROM car ORDER BY id");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                cars.add(new Car(row.getLong(1), row.getString(2), row.getLong(3), row.getInt(4), row.getInt(5)));
            }
        }
        return cars;
    }

    /** A name for a new CAR that no file has, and no CAR that the index knows and that is gone. */
    String freeName(Connection transaction, StoreDirectory directory, String likeName) throws SQLException {
        int number = 1;
        String name = StoreDirectory.carName(likeName, number);
        while (Files.exists(directory.car(name)) || knows(transaction, name)) {
            number++;
            name = StoreDirectory.carName(likeName, number);
        }
        return name;
    }

    /** Adds a CAR with those of its blocks that the index does not have, which may be none; answers its number. */
    long add(Connection transaction, String name, long size, Collection<CarEntry> entries) throws SQLException {
        long car = addCar(transaction, name, size, entries.size());
        addBlocks(transaction, car, entries);
        return car;
    }

    /** Adds those blocks of a CAR that the index does not have; answers how many. */
    int addBlocks(Connection transaction, long car, Collection<CarEntry> entries) throws SQLException {
        int added = 0;
        try (PreparedStatement insert = transaction.prepareStatement(
                "INSERT OR IGNORE INTO block (car, start, length, cid) VALUES (?, ?, ?, ?)")) {
            for (CarEntry entry : entries) {
                insert.setLong(1, car);
                insert.setLong(2, entry.offset());
                insert.setInt(3, entry.length());
                insert.setBytes(4, entry.cid().toByteArray());
                added += insert.executeUpdate();
            }
        }
        count(transaction, car);
        return added;
    }

    /** The blocks that the index has in a CAR, in the order of the file. */
    List<CarEntry> entries(Connection transaction, long car) throws SQLException {
        try (PreparedStatement query =
                transaction.prepareStatement("SELECT cid, start, length FROM block WHERE car = ? ORDER BY start")) {
            query.setLong(1, car);
            return entries(query);
        }
    }

    /** Says that blocks of one CAR, as far as they are still there, lie in a new one; answers its number. */
    long move(Connection transaction, long from, String name, long size, List<CarEntry> entries) throws SQLException {
        long to = addCar(transaction, name, size, entries.size());
        try (PreparedStatement update =
                transaction.prepareStatement("UPDATE block SET car = ?, start = ? WHERE cid = ? AND car = ?")) {
            for (CarEntry entry : entries) {
                update.setLong(1, to);
                update.setLong(2, entry.offset());
                update.setBytes(3, entry.cid().toByteArray());
                update.setLong(4, from);
                update.executeUpdate();
            }
        }
        count(transaction, from);
        count(transaction, to);
        return to;
    }

    /** Forgets the blocks that the table {@code needed} does not name; their CARs stay known. */
    void removeUnneeded(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("DELETE FROM block WHERE cid NOT IN (SELECT cid FROM needed)");
            statement.execute(COUNT);
        }
    }

    /** Whether the index knows a CAR of this name, there or gone. */
    boolean knows(Connection transaction, String name) throws SQLException {
        try (PreparedStatement query =
                transaction.prepareStatement("SELECT EXISTS (SELECT 1 FROM car WHERE name = ?)")) {
            query.setString(1, name);
            return isTrue(query);
        }
    }

    /** Whether the index knows this CAR, and not another one of its name. */
    boolean knows(Connection transaction, Car car) throws SQLException {
        try (PreparedStatement query = transaction.prepareStatement("SELECT EXISTS (SELECT 1 FROM car WHERE id = ?)")) {
            query.setLong(1, car.id());
            return isTrue(query);
        }
    }

    /** Whether the index has any block in a CAR. */
    boolean hasBlocks(Connection transaction, long car) throws SQLException {
        try (PreparedStatement query =
                transaction.prepareStatement("SELECT EXISTS (SELECT 1 FROM block WHERE car = ?)")) {
            query.setLong(1, car);
            return isTrue(query);
        }
    }

    /** Forgets a CAR and the blocks that the index has in it. */
    void remove(Connection transaction, long car) throws SQLException {
        update(transaction, "DELETE FROM block WHERE car = ?", car);
        update(transaction, "DELETE FROM car WHERE id = ?", car);
    }

    @Override
    public void close() {
        database.close();
    }

    private static long addCar(Connection transaction, String name, long size, int sections) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "INSERT INTO car (name, size, sections, indexed) VALUES (?, ?, ?, 0) RETURNING id")) {
            insert.setString(1, name);
            insert.setLong(2, size);
            insert.setInt(3, sections);
            try (ResultSet row = insert.executeQuery()) {
                return row.getLong(1);
            }
        }
    }

    private static void count(Connection transaction, long car) throws SQLException {
        update(transaction, COUNT + " WHERE id = ?", car);
    }

    private static boolean isTrue(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.getBoolean(1);
        }
    }

    private static void update(Connection transaction, String statement, long car) throws SQLException {
        try (PreparedStatement update = transaction.prepareStatement(statement)) {
            update.setLong(1, car);
            update.executeUpdate();
        }
    }

    private static List<CarEntry> entries(PreparedStatement query) throws SQLException {
        List<CarEntry> entries = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Cid cid = Cid.read(ByteBuffer.wrap(row.getBytes(1)));
                entries.add(new CarEntry(cid, row.getLong(2), row.getInt(3)));
            }
        }
        return entries;
    }

    private static Optional<BlockLocation> location(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next()
                    ? Optional.of(new BlockLocation(row.getLong(1), row.getString(2), row.getLong(3), row.getInt(4)))
                    : Optional.empty();
        }
    }

    private static StoreException failed(
            String action, String subject, String reason, boolean retryable, @Nullable Throwable cause) {
        boolean damaged = cause instanceof SQLException failure
                && (failure.getErrorCode() == SQLITE_CORRUPT || failure.getErrorCode() == SQLITE_NOTADB);
        String advice = "; close the store everywhere, delete this file, and opening the store makes it anew";
        return new StoreException(action, subject, damaged ? reason + advice : reason, retryable, cause);
    }
}
