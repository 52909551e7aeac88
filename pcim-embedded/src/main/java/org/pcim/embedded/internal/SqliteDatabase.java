package org.pcim.embedded.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.error.CancelledException;
import org.pcim.error.PcimException;

/**
 * A SQLite file whose commits survive a loss of power, shared by threads and processes.
 *
 * <p>One connection writes, one reads; a reader sees the last commit and waits for no writer. Safe for use by many
 * threads.
 */
public final class SqliteDatabase implements AutoCloseable {

    /** Says in the user's terms what failed: an exception of the store, or of the ledger. */
    @FunctionalInterface
    public interface Failures {
        PcimException of(String action, String subject, String reason, boolean retryable, @Nullable Throwable cause);
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection transaction) throws SQLException;
    }

    /** What is asked of the last commit. */
    @FunctionalInterface
    public interface Query<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /**
     * What the file has to be.
     *
     * @param applicationId the number at offset 68 of the file, which says whose it is
     * @param version the number at offset 60 of the file; the file of another version is refused
     * @param statements what makes an empty database one of this schema
     */
    public record Schema(int applicationId, int version, List<String> statements) {}

    private static final String OPEN = "open database";
    private static final int SQLITE_FULL = 13;

    private final Path file;
    private final Failures failures;
    private final SqliteConnection writer;
    private final SqliteConnection reader;

    private SqliteDatabase(Path file, Failures failures, SqliteConnection writer, SqliteConnection reader) {
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
    public static SqliteDatabase open(Path file, Schema schema, Failures failures) {
        Path absolute = file.toAbsolutePath();
        try {
            createForOwner(absolute);
        } catch (IOException e) {
            throw failures.of(OPEN, file.toString(), "the file cannot be created (" + e.getMessage() + ")", false, e);
        }
        SqliteDatabase database = attempt(OPEN, absolute, failures, () -> connect(absolute, failures));
        boolean accepted = false;
        try {
            accepted = database.write(OPEN, transaction -> database.accept(schema, transaction));
            return database;
        } finally {
            if (!accepted) {
                database.close();
            }
        }
    }

    /** Runs the work alone; all of it is durable when this returns, none of it if it throws. */
    public <T> T write(String action, Work<T> work) {
        return attempt(action, file, failures, () -> writer.transaction("BEGIN IMMEDIATE", work));
    }

    /** Runs the work on one state of the database. */
    public <T> T read(String action, Work<T> work) {
        return attempt(action, file, failures, () -> reader.transaction("BEGIN", work));
    }

    /** Runs one of few queries, whose prepared statement is kept: five times as fast as {@link #read}. */
    public <T> T query(String action, String sql, Query<T> query) {
        return attempt(action, file, failures, () -> reader.query(sql, query));
    }

    /** Waits for what is being done. Closing twice does nothing. */
    @Override
    public void close() {
        attempt("close database", file, failures, () -> {
            try (writer) {
                reader.close();
            }
            return file;
        });
    }

    private static SqliteDatabase connect(Path file, Failures failures) throws SQLException, InterruptedException {
        SqliteConnection writer = SqliteConnection.open(file);
        try {
            return new SqliteDatabase(file, failures, writer, SqliteConnection.open(file));
        } catch (SQLException | InterruptedException e) {
            writer.close();
            throw e;
        }
    }

    private boolean accept(Schema schema, Connection transaction) throws SQLException {
        int applicationId = SqliteConnection.number(transaction, "PRAGMA application_id");
        int version = SqliteConnection.number(transaction, "PRAGMA user_version");
        int tables = SqliteConnection.number(transaction, "SELECT count(*) FROM sqlite_schema");
        if (tables == 0 && applicationId == 0 && version == 0) {
            for (String statement : schema.statements()) {
                SqliteConnection.execute(transaction, statement);
            }
            SqliteConnection.execute(transaction, "PRAGMA application_id = " + schema.applicationId());
            SqliteConnection.execute(transaction, "PRAGMA user_version = " + schema.version());
        } else if (applicationId != schema.applicationId()) {
            throw failures.of(OPEN, file.toString(), "it belongs to another program", false, null);
        } else if (version != schema.version()) {
            String reason = "it has format " + version + ", and this release reads format " + schema.version();
            throw failures.of(OPEN, file.toString(), reason, false, null);
        }
        return true;
    }

    private static void createForOwner(Path file) throws IOException {
        try {
            Files.createFile(file, OwnerOnly.file(file));
        } catch (FileAlreadyExistsException e) {
            // As usual: it is opened, not created.
        }
    }

    private static <T> T attempt(String action, Path file, Failures failures, Step<T> step) {
        try {
            return step.take();
        } catch (InterruptedException e) {
            throw new CancelledException(action, file.toString());
        } catch (SQLException e) {
            throw failed(action, file, failures, e);
        }
    }

    private static PcimException failed(String action, Path file, Failures failures, SQLException e) {
        if (SqliteConnection.isBusy(e)) {
            return failures.of(action, file.toString(), "another process keeps it busy; call again", true, e);
        }
        if (e.getErrorCode() == SQLITE_FULL) {
            return failures.of(action, file.toString(), "the disk is full; make room and call again", true, e);
        }
        return failures.of(action, file.toString(), "the database failed: " + e.getMessage(), false, e);
    }

    @FunctionalInterface
    private interface Step<T> {
        T take() throws SQLException, InterruptedException;
    }
}
