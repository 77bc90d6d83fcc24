package io.portent.store.jdbc;

import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Brings the tables to this version's form: numbered SQL files, each applied once and never changed afterwards. Why not a
 * library: docs/RATIONALE.md, "Store".
 */
final class Migrations {
    private static final String HISTORY = "portent_schema";

    /** In order; the number of each is its place in this list. A released one is never edited. */
    private static final List<String> NAMES = List.of("V1__tables");

    private final Database database;
    private final List<String> names;

    Migrations(Database database) {
        this(database, NAMES);
    }

    /** For tests, which play an older or newer program. */
    Migrations(Database database, List<String> names) {
        this.database = database;
        this.names = List.copyOf(names);
    }

    private record Applied(int version, String name, long checksum) {}

    /** @throws StoreException if a newer or another program has written the database, or somebody has changed a migration */
    void run() {
        database.change(connection -> {
            database.lockForMigration(connection);
            List<Applied> applied = applied(connection);
            refuseForeign(applied);
            for (int version = applied.size() + 1; version <= names.size(); version++) {
                apply(connection, version);
            }
        });
    }

    private List<Applied> applied(Connection connection) throws SQLException {
        if (!database.hasTable(connection, HISTORY)) {
            if (database.isAnothers(connection)) {
                throw foreign("the store " + database.place()
                        + " is the database of another program: name another file in store.url");
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + HISTORY
                        + " (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum BIGINT NOT NULL)");
            }
        }
        List<Applied> applied = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT version, name, checksum FROM " + HISTORY + " ORDER BY version")) {
            while (rows.next()) {
                applied.add(new Applied(rows.getInt(1), rows.getString(2), rows.getLong(3)));
            }
        }
        return applied;
    }

    private void refuseForeign(List<Applied> applied) {
        int newest = applied.isEmpty() ? 0 : applied.get(applied.size() - 1).version();
        if (newest > names.size()) {
            throw foreign("the store " + database.place() + " was written by a newer version of Portent (its schema is "
                    + newest + ", this version knows " + names.size()
                    + "): start that version, or name another store in store.url");
        }
        for (int i = 0; i < applied.size(); i++) {
            Applied one = applied.get(i);
            String name = names.get(i);
            if (one.version() != i + 1 || !one.name().equals(name) || one.checksum() != checksum(script(name))) {
                throw foreign("the store " + database.place() + " was made by a version of Portent that was never"
                        + " released: its migration " + one.version() + " is not this version's " + name);
            }
        }
    }

    private StoreException foreign(String sentence) {
        return new StoreException(Problem.FOREIGN, database.place(), sentence, null);
    }

    private void apply(Connection connection, int version) throws SQLException {
        String name = names.get(version - 1);
        String script = script(name);
        try (Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\\s*\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + HISTORY + " (version, name, checksum) VALUES (?, ?, ?)")) {
            insert.setInt(1, version);
            insert.setString(2, name);
            insert.setLong(3, checksum(script));
            insert.executeUpdate();
        }
    }

    private String script(String name) {
        String resource = database.dialect() + "/" + name + ".sql";
        try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long checksum(String script) {
        CRC32 crc = new CRC32();
        crc.update(script.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
