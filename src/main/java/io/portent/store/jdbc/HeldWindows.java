package io.portent.store.jdbc;

import io.portent.window.Window;
import java.sql.SQLException;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * Windows as they stand in their rows, decoded when asked for: 864,000 windows, a month of twenty services, are 0.2 GB so and
 * 2 GB as objects. Every row was decoded once, so that none fails later. Immutable.
 */
final class HeldWindows extends AbstractList<Window> implements RandomAccess {
    private final List<Row> rows;
    private final Map<Long, String> names;

    static final class Row {
        private final String entity;
        private final Instant start;
        private final byte[] data;

        private Row(String entity, Instant start, byte[] data) {
            this.entity = entity;
            this.start = start;
            this.data = data;
        }
    }

    /** Not thread-safe; used once, within one reading. */
    static final class Builder {
        private final List<Row> rows = new ArrayList<>();
        private final Map<Long, String> names = new HashMap<>();

        /** @param naming asked for every name once */
        Row row(String entity, Instant start, byte[] data, WindowBytes.Naming naming)
                throws SQLException, BrokenBytesException {
            WindowBytes.read(entity, start, data, number -> name(number, naming));
            return new Row(entity, start, data);
        }

        void add(Row row) {
            rows.add(row);
        }

        private String name(long number, WindowBytes.Naming naming) throws SQLException, BrokenBytesException {
            String name = names.get(number);
            if (name == null) {
                name = naming.of(number);
                names.put(number, name);
            }
            return name;
        }

        List<Window> build() {
            return new HeldWindows(this);
        }
    }

    private HeldWindows(Builder from) {
        this.rows = from.rows;
        this.names = from.names;
    }

    @Override
    public Window get(int index) {
        Row row = rows.get(index);
        try {
            return WindowBytes.read(row.entity, row.start, row.data, this::name);
        } catch (SQLException | BrokenBytesException e) {
            throw new IllegalStateException("a window that was read before is broken now", e);
        }
    }

    private String name(long number) throws BrokenBytesException {
        String name = names.get(number);
        if (name == null) {
            throw new BrokenBytesException("a window names term " + number + ", which it did not before");
        }
        return name;
    }

    @Override
    public int size() {
        return rows.size();
    }
}
