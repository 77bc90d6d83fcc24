package io.portent.store.jdbc;

import io.portent.store.ModelShelf;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row per bundle, and one per move of an alias. Thread-safe. */
final class JdbcModels implements ModelShelf {
    private final Database database;

    JdbcModels(Database database) {
        this.database = database;
    }

    @Override
    public void keep(Model model, byte[] bundle) {
        database.change(connection -> {
            database.lockTable(connection, "portent_model");
            byte[] there = load(connection, model.version());
            if (there != null && !Arrays.equals(there, bundle)) {
                throw new StoreException(
                        Problem.CONFLICT,
                        database.place(),
                        "the store " + database.place() + " has a model " + model.version()
                                + " with other bytes: give the new one another version",
                        null);
            }
            if (there == null) {
                Sql.update(
                        connection,
                        "INSERT INTO portent_model (version, network, trained, card, bundle) VALUES (?, ?, ?, ?, ?)",
                        model.version(),
                        model.network(),
                        model.trained(),
                        model.card(),
                        bundle);
            }
        });
    }

    private static byte @Nullable [] load(Connection connection, String version)
            throws SQLException, BrokenBytesException {
        return Sql.first(
                connection, "SELECT bundle FROM portent_model WHERE version = ?", row -> row.bytes(1), version);
    }

    @Override
    public byte @Nullable [] bundle(String version) {
        return database.read(connection -> Optional.ofNullable(load(connection, version)))
                .orElse(null);
    }

    @Override
    public List<Model> models() {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT version, network, trained, card FROM portent_model ORDER BY trained, version",
                row -> new Model(row.text(1), row.text(2), row.time(3), row.text(4))));
    }

    @Override
    public void point(Move move) {
        database.change(connection -> {
            database.lockTable(connection, "portent_model");
            String there = Sql.first(
                    connection,
                    "SELECT version FROM portent_model WHERE version = ?",
                    row -> row.text(1),
                    move.version());
            if (there == null) {
                throw new IllegalArgumentException("there is no model " + move.version());
            }
            Sql.update(
                    connection,
                    "INSERT INTO portent_move (alias, version, time, reason) VALUES (?, ?, ?, ?)",
                    move.alias(),
                    move.version(),
                    move.time(),
                    move.reason());
        });
    }

    @Override
    public List<Move> moves(String alias) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT alias, version, time, reason FROM portent_move WHERE alias = ? ORDER BY id DESC",
                row -> new Move(row.text(1), row.text(2), row.time(3), row.text(4)),
                alias));
    }

    @Override
    public boolean forget(String version) {
        return database.write(connection -> {
            database.lockTable(connection, "portent_model");
            String pointing = Sql.first(
                    connection,
                    "SELECT alias FROM portent_move WHERE version = ?"
                            + " AND id IN (SELECT max(id) FROM portent_move GROUP BY alias)",
                    row -> row.text(1),
                    version);
            if (pointing != null) {
                throw new IllegalArgumentException(version + " is the " + pointing);
            }
            return Sql.update(connection, "DELETE FROM portent_model WHERE version = ?", version) == 1;
        });
    }
}
