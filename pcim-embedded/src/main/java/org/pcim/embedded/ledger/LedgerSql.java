package org.pcim.embedded.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.model.Bytes;

/** SQL on one connection. Parameters are numbers, texts, {@link Bytes} and null. */
final class LedgerSql {

    /** Makes a value of a result's row. */
    interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    LedgerSql(Connection connection) {
        this.connection = connection;
    }

    void change(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            statement.executeUpdate();
        }
    }

    <T> Optional<T> first(Row<T> row, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? Optional.of(value(row, result)) : Optional.empty();
        }
    }

    <T> List<T> all(Row<T> row, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(value(row, result));
            }
            return rows;
        }
    }

    boolean exists(String sql, @Nullable Object... parameters) throws SQLException {
        return first(row -> true, sql, parameters).isPresent();
    }

    private PreparedStatement prepared(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            if (parameter instanceof Bytes bytes) {
                statement.setBytes(i + 1, bytes.toByteArray());
            } else {
                statement.setObject(i + 1, parameter);
            }
        }
        return statement;
    }

    /** The values refuse what they cannot hold in these four ways; a ledger has written no such row. */
    private static <T> T value(Row<T> row, ResultSet result) throws SQLException {
        try {
            return row.read(result);
        } catch (InputException | IllegalArgumentException | ClassCastException | NullPointerException e) {
            throw new SQLException("a row was changed from outside; verify the ledger", e);
        }
    }
}
