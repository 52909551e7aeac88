package org.pcim.embedded.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection of a {@link SqliteDatabase}, used by one thread at a time.
 *
 * <p>Waits a while for other threads and processes; {@link InterruptedException} clears the thread's interrupt status, and
 * then nothing was done.
 */
final class SqliteConnection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** SQLite waits this long before it asks us, who look for an interrupt, in milliseconds. */
    private static final int BUSY_TIMEOUT = 200;

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private SqliteConnection(Connection connection) {
        this.connection = connection;
    }

    static SqliteConnection open(Path file) throws SQLException, InterruptedException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
        try {
            execute(connection, "PRAGMA busy_timeout = " + BUSY_TIMEOUT);
            execute(connection, "PRAGMA foreign_keys = ON");
            execute(connection, "PRAGMA synchronous = FULL");
            if (!patiently(() -> text(connection, "PRAGMA journal_mode = WAL")).equals("wal")) {
                throw new SQLException("no write-ahead log is possible on this file system");
            }
            return new SqliteConnection(connection);
        } catch (SQLException | InterruptedException e) {
            connection.close();
            throw e;
        }
    }

    /** Runs the work between {@code begin} and COMMIT; rolled back if it throws. */
    <T> T transaction(String begin, SqliteDatabase.Work<T> work) throws SQLException, InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen();
            patiently(() -> begin(begin));
            boolean committed = false;
            try {
                T result = work.in(connection);
                execute(connection, "COMMIT");
                committed = true;
                return result;
            } finally {
                if (!committed) {
                    rollBack();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs a query, whose prepared statement is kept. */
    <T> T query(String sql, SqliteDatabase.Query<T> query) throws SQLException, InterruptedException {
        lock.lockInterruptibly();
        try {
            requireOpen();
            return patiently(() -> query.of(statement(sql)));
        } finally {
            lock.unlock();
        }
    }

    /** Waits for what is being done. Closing twice does nothing. */
    @Override
    public void close() throws SQLException {
        lock.lock();
        try {
            connection.close();
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody else has the lock that was needed. */
    static boolean isBusy(SQLException e) {
        return e.getErrorCode() == SQLITE_BUSY || e.getErrorCode() == SQLITE_LOCKED;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static int number(Connection connection, String query) throws SQLException {
        return Integer.parseInt(text(connection, query));
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getString(1);
        }
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    /** Reads something, so that what a reader sees is fixed here, where waiting is possible. */
    private int begin(String begin) throws SQLException {
        try {
            execute(connection, begin);
            return number(connection, "SELECT count(*) FROM sqlite_schema");
        } catch (SQLException e) {
            rollBack();
            throw e;
        }
    }

    /** After some failures SQLite has rolled back by itself; a second time is then refused, and nothing is lost. */
    private void rollBack() {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // The failure that led here is the one to report.
        }
    }

    private void requireOpen() throws SQLException {
        if (connection.isClosed()) {
            throw new IllegalStateException("The database is closed");
        }
    }

    private static <T> T patiently(Step<T> step) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            try {
                return step.take();
            } catch (SQLException e) {
                if (!isBusy(e) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T take() throws SQLException;
    }
}
