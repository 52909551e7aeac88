package org.pcim.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pcim.error.CancelledException;
import org.pcim.error.PcimException;

/**
 * A SQLite file whose commits survive a loss of power, shared by threads and processes.
 *
 * <p>One connection writes, one reads; a reader sees the last commit and waits for no writer. Safe for use by many
 * threads.
 */
final class SqliteDatabase implements AutoCloseable {

    /** Says in the user's terms what failed: an exception of the store, or of the ledger. */
    @FunctionalInterface
    interface Failures {
        PcimException of(String action, String subject, String reason, boolean retryable, @Nullable Throwable cause);
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Connection transaction) throws SQLException;
    }

    /**
     * What the file has to be.
     *
     * @param applicationId the number at offset 68 of the file, which says whose it is
     * @param version the number at offset 60 of the file; the file of another version is refused
     * @param statements what makes an empty database one of this schema
     */
    record Schema(int applicationId, int version, List<String> statements) {}

    private static final String OPEN = "open database";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** SQLite waits this long before it asks us, who look for an interrupt, in milliseconds. */
    private static final int BUSY_TIMEOUT = 200;

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_FULL = 13;

    private final Path file;
    private final Failures failures;
    private final Session writer;
    private final Session reader;

    private SqliteDatabase(Path file, Failures failures, Session writer, Session reader) {
        this.file = file;
        this.failures = failures;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Opens the file, or creates it for its owner only. Its directory exists.
     *
     * @throws PcimException made by {@code failures}, if it cannot be opened or is another database
     */
    static SqliteDatabase open(Path file, Schema schema, Failures failures) {
        try {
            createForOwner(file);
            SqliteDatabase database = connect(file, failures);
            boolean accepted = false;
            try {
                accepted = database.write(OPEN, transaction -> database.accept(schema, transaction));
                return database;
            } finally {
                if (!accepted) {
                    database.close();
                }
            }
        } catch (SQLException e) {
            throw failed(file, failures, OPEN, e);
        } catch (IOException e) {
            throw failures.of(OPEN, file.toString(), "the file cannot be created (" + e.getMessage() + ")", false, e);
        }
    }

    private static SqliteDatabase connect(Path file, Failures failures) throws SQLException {
        Connection writer = connect(file);
        try {
            return new SqliteDatabase(file, failures, new Session(writer), new Session(connect(file)));
        } catch (SQLException e) {
            writer.close();
            throw e;
        }
    }

    /** Runs the work alone; all of it is durable when this returns, none of it if it throws. */
    <T> T write(String action, Work<T> work) {
        return in(writer, "BEGIN IMMEDIATE", action, work);
    }

    /** Runs the work on one state of the database. */
    <T> T read(String action, Work<T> work) {
        return in(reader, "BEGIN", action, work);
    }

    /** Waits for what is being done. Closing twice does nothing. */
    @Override
    public void close() {
        try {
            reader.close();
        } catch (SQLException e) {
            throw failed(file, failures, "close database", e);
        } finally {
            closeWriter();
        }
    }

    private void closeWriter() {
        try {
            writer.close();
        } catch (SQLException e) {
            throw failed(file, failures, "close database", e);
        }
    }

    private <T> T in(Session session, String begin, String action, Work<T> work) {
        lock(session, action);
        try {
            if (session.connection.isClosed()) {
                throw new IllegalStateException(file + " is closed");
            }
            begin(session.connection, begin, action);
            boolean committed = false;
            try {
                T result = work.in(session.connection);
                execute(session.connection, "COMMIT");
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    rollBack(session.connection);
                }
            }
        } catch (SQLException e) {
            throw failed(file, failures, action, e);
        } finally {
            session.lock.unlock();
        }
    }

    private void lock(Session session, String action) {
        try {
            session.lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw new CancelledException(action, file.toString());
        }
    }

    /** Waits for other processes, a while, and gives up at an interrupt. */
    private void begin(Connection connection, String begin, String action) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            if (Thread.interrupted()) {
                throw new CancelledException(action, file.toString());
            }
            try {
                execute(connection, begin);
                number(connection, "SELECT count(*) FROM sqlite_schema");
                return;
            } catch (SQLException e) {
                rollBack(connection);
                if (!isBusy(e) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private boolean accept(Schema schema, Connection transaction) throws SQLException {
        int applicationId = number(transaction, "PRAGMA application_id");
        int version = number(transaction, "PRAGMA user_version");
        if (number(transaction, "SELECT count(*) FROM sqlite_schema") == 0 && applicationId == 0 && version == 0) {
            for (String statement : schema.statements()) {
                execute(transaction, statement);
            }
            execute(transaction, "PRAGMA application_id = " + schema.applicationId());
            execute(transaction, "PRAGMA user_version = " + schema.version());
        } else if (applicationId != schema.applicationId()) {
            throw failures.of(OPEN, file.toString(), "it belongs to another program", false, null);
        } else if (version != schema.version()) {
            String reason = "it has format " + version + ", and this release reads format " + schema.version();
            throw failures.of(OPEN, file.toString(), reason, false, null);
        }
        return true;
    }

    private static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection(
                "jdbc:sqlite:" + file.toAbsolutePath().toUri());
        try {
            execute(connection, "PRAGMA busy_timeout = " + BUSY_TIMEOUT);
            execute(connection, "PRAGMA foreign_keys = ON");
            execute(connection, "PRAGMA synchronous = FULL");
            useWriteAheadLog(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void useWriteAheadLog(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Statement statement = connection.createStatement();
                    ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
                if (!mode.next() || !mode.getString(1).equals("wal")) {
                    throw new SQLException("no write-ahead log is possible on this file system");
                }
                return;
            } catch (SQLException e) {
                if (!isBusy(e) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static void createForOwner(Path file) throws IOException {
        boolean posix = Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, owner);
        } catch (FileAlreadyExistsException e) {
            // As usual: it is opened, not created.
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getInt(1);
        }
    }

    /** After some failures SQLite has rolled back by itself; a second time is then refused, and nothing is lost. */
    private static void rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // The failure that led here is the one to report.
        }
    }

    private static boolean isBusy(SQLException e) {
        return e.getErrorCode() == SQLITE_BUSY || e.getErrorCode() == SQLITE_LOCKED;
    }

    private static PcimException failed(Path file, Failures failures, String action, SQLException e) {
        if (isBusy(e)) {
            return failures.of(action, file.toString(), "another process keeps it busy; call again", true, e);
        }
        if (e.getErrorCode() == SQLITE_FULL) {
            return failures.of(action, file.toString(), "the disk is full; make room and call again", true, e);
        }
        return failures.of(action, file.toString(), "the database failed: " + e.getMessage(), false, e);
    }

    /** A connection with the lock of those who use it. */
    private record Session(Connection connection, ReentrantLock lock) {

        Session(Connection connection) {
            this(connection, new ReentrantLock());
        }

        void close() throws SQLException {
            lock.lock();
            try {
                connection.close();
            } finally {
                lock.unlock();
            }
        }
    }
}
