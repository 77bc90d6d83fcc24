package io.portent.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Names that are few, written once and referred to by number. */
enum NameTable {
    ENTITY("portent_entity"),
    WRITER("portent_writer");

    private final String table;

    NameTable(String table) {
        this.table = table;
    }

    @Nullable
    Long find(Connection connection, String name) throws SQLException, BrokenBytesException {
        return Sql.first(connection, "SELECT id FROM " + table + " WHERE name = ?", row -> row.number(1), name);
    }

    /** Two agents may meet a new name at once: the second finds what the first has inserted. */
    long findOrAdd(Connection connection, String name) throws SQLException, BrokenBytesException {
        Long known = find(connection, name);
        if (known == null) {
            Sql.update(connection, "INSERT INTO " + table + " (name) VALUES (?) ON CONFLICT (name) DO NOTHING", name);
            known = find(connection, name);
        }
        if (known == null) {
            throw new BrokenBytesException("a row of " + table + " that was just written is not there");
        }
        return known;
    }
}
