package org.pcim.embedded.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pcim.model.Bytes;

/** A table of a ledger's file, as its schema describes it. */
final class LedgerTable {

    /**
     * A column.
     *
     * @param name its name
     * @param type what it holds: INTEGER, TEXT or BLOB
     * @param isKey whether it is part of the table's key
     */
    record Column(String name, String type, boolean isKey) {

        /** An expression for anything else than what is in it. */
        String edited() {
            return switch (type) {
                case "INTEGER" -> "coalesce(" + name + " + 1000, 1)";
                case "TEXT" -> "coalesce(" + name + " || 'x', 'x')";
                default ->
                    "coalesce(CAST(substr(" + name + ", 1, length(" + name + ") - 1) || x'5a5b' AS BLOB), x'5a')";
            };
        }
    }

    private final Connection file;
    private final String name;
    private final List<Column> columns;

    /** Of this name in an open file. */
    LedgerTable(Connection file, String name) throws SQLException {
        this.file = file;
        this.name = name;
        this.columns = query(
                "SELECT name, type, pk FROM pragma_table_info('" + name + "')",
                row -> new Column(row.getString(1), row.getString(2), row.getInt(3) > 0));
    }

    /** Every table in the file. */
    static List<String> names(Connection file) throws SQLException {
        return query(file, "SELECT name FROM sqlite_schema WHERE type = 'table'", row -> row.getString(1));
    }

    List<Column> columns() {
        return columns;
    }

    /** For each row, in the order of the key, a condition that it alone meets. */
    List<String> rows() throws SQLException {
        return rows("1 = 1");
    }

    /** As {@link #rows()}, of the rows that meet a condition. */
    List<String> rows(String condition) throws SQLException {
        List<Column> key = columns.stream().filter(Column::isKey).toList();
        String names = key.stream().map(Column::name).collect(Collectors.joining(", "));
        return query("SELECT " + names + " FROM " + name + " WHERE " + condition + " ORDER BY " + names, row -> {
            List<String> parts = new ArrayList<>();
            for (Column column : key) {
                parts.add(column.name + " = "
                        + (column.type.equals("BLOB")
                                ? "x'" + Bytes.of(row.getBytes(column.name)).toHex() + "'"
                                : row.getString(column.name)));
            }
            return String.join(" AND ", parts);
        });
    }

    /** What is in these columns of a row. */
    String content(List<String> names, String row) throws SQLException {
        String quoted = names.stream().map(it -> "quote(" + it + ")").collect(Collectors.joining(" || "));
        return query("SELECT " + quoted + " FROM " + name + " WHERE " + row, it -> it.getString(1))
                .get(0);
    }

    void keep() throws SQLException {
        change("CREATE TEMP TABLE kept AS SELECT * FROM " + name);
    }

    void restore() throws SQLException {
        change("DELETE FROM " + name, "INSERT INTO " + name + " SELECT * FROM kept", "DROP TABLE kept");
    }

    void change(String... statements) throws SQLException {
        try (Statement statement = file.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reader<T> reader) throws SQLException {
        return query(file, sql, reader);
    }

    private static <T> List<T> query(Connection file, String sql, Reader<T> reader) throws SQLException {
        try (Statement statement = file.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        }
    }
}
