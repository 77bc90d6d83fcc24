package io.portent.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements with their arguments: times become milliseconds, texts what {@link StoredText} makes of them. */
final class Sql {
    private Sql() {}

    /** Makes something of the row that the cursor stands on. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(Row row) throws SQLException, BrokenBytesException;
    }

    /** Columns by their number, from 1. */
    record Row(ResultSet cursor) {
        String text(int column) throws SQLException, BrokenBytesException {
            String stored = cursor.getString(column);
            if (stored == null) {
                throw new BrokenBytesException("no text where there must be one");
            }
            return StoredText.read(stored);
        }

        long number(int column) throws SQLException {
            return cursor.getLong(column);
        }

        double real(int column) throws SQLException {
            return cursor.getDouble(column);
        }

        Instant time(int column) throws SQLException {
            return Instant.ofEpochMilli(cursor.getLong(column));
        }

        boolean isNull(int column) throws SQLException {
            cursor.getLong(column);
            return cursor.wasNull();
        }

        byte[] bytes(int column) throws SQLException, BrokenBytesException {
            byte[] stored = cursor.getBytes(column);
            if (stored == null) {
                throw new BrokenBytesException("no bytes where there must be some");
            }
            return stored;
        }

        /** What no version would have written is refused by our own types, as a bad call would be: here it means damage. */
        <T> T read(RowReader<T> reader) throws SQLException, BrokenBytesException {
            try {
                return reader.read(this);
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException refused) {
                throw new BrokenBytesException(String.valueOf(refused.getMessage()));
            }
        }
    }

    static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            if (argument == null) {
                statement.setNull(i + 1, Types.BIGINT);
            } else if (argument instanceof String text) {
                statement.setString(i + 1, StoredText.of(text));
            } else if (argument instanceof Instant time) {
                statement.setLong(i + 1, time.toEpochMilli());
            } else if (argument instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (argument instanceof Double real) {
                statement.setDouble(i + 1, real);
            } else if (argument instanceof Number number) {
                statement.setLong(i + 1, number.longValue());
            } else {
                throw new IllegalArgumentException("no column holds a " + argument.getClass());
            }
        }
    }

    /** Returns how many rows were touched. */
    static int update(Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    static <T> List<T> list(Connection connection, String sql, RowReader<T> reader, @Nullable Object... arguments)
            throws SQLException, BrokenBytesException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            try (ResultSet cursor = statement.executeQuery()) {
                Row row = new Row(cursor);
                while (cursor.next()) {
                    found.add(row.read(reader));
                }
            }
        }
        return found;
    }

    static <T> @Nullable T first(Connection connection, String sql, RowReader<T> reader, @Nullable Object... arguments)
            throws SQLException, BrokenBytesException {
        List<T> found = list(connection, sql, reader, arguments);
        return found.isEmpty() ? null : found.get(0);
    }
}
