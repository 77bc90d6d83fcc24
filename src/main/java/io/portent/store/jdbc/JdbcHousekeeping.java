package io.portent.store.jdbc;

import io.portent.store.Housekeeping;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes from the old end, each step in a transaction of its own so that nobody waits long. Thread-safe. */
final class JdbcHousekeeping implements Housekeeping {
    /** Rows are not all of one size, so the share to be deleted is an estimate, taken anew after each step. */
    private static final int MOST_STEPS = 50;

    private static final String OLDEST = "SELECT min(m) FROM (SELECT min(start) AS m FROM portent_window"
            + " UNION ALL SELECT min(time) AS m FROM portent_forecast) AS both_of_them";

    private static final String NEWEST = "SELECT max(m) FROM (SELECT max(start) AS m FROM portent_window"
            + " UNION ALL SELECT max(time) AS m FROM portent_forecast) AS both_of_them";

    private final Database database;

    JdbcHousekeeping(Database database) {
        this.database = database;
    }

    @Override
    public Pruned prune(Retention rule, Instant now) {
        Pruned pruned = deleteBefore(now.minus(rule.age()).toEpochMilli());
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<Long> cut = cutFor(rule.bytes());
            if (cut.isEmpty()) {
                break;
            }
            pruned = pruned.plus(deleteBefore(cut.get()));
        }
        if (!pruned.equals(Pruned.NOTHING)) {
            database.giveBack();
        }
        return pruned;
    }

    /** Empty if there is nothing to delete. */
    private Optional<Long> cutFor(long most) {
        return database.read(connection -> {
            long bytes = database.bytes(connection);
            Long oldest = number(connection, OLDEST);
            Long newest = number(connection, NEWEST);
            if (bytes <= most || oldest == null || newest == null) {
                return Optional.empty();
            }
            double share = (double) (bytes - most) / bytes;
            return Optional.of(oldest + 1 + Math.round((newest - oldest) * share));
        });
    }

    private static @Nullable Long number(Connection connection, String sql) throws SQLException, BrokenBytesException {
        long none = Long.MIN_VALUE;
        Long found = Sql.first(connection, sql, row -> row.isNull(1) ? none : row.number(1));
        return found == null || found == none ? null : found;
    }

    private Pruned deleteBefore(long millis) {
        return database.write(connection -> {
            long windows = 0;
            long forecasts = 0;
            for (long entity : Sql.list(connection, "SELECT id FROM portent_entity", row -> row.number(1))) {
                windows += Sql.update(
                        connection, "DELETE FROM portent_window WHERE entity_id = ? AND start < ?", entity, millis);
                forecasts += Sql.update(
                        connection, "DELETE FROM portent_forecast WHERE entity_id = ? AND time < ?", entity, millis);
            }
            long outcomes = Sql.update(connection, "DELETE FROM portent_outcome WHERE time < ?", millis);
            if (windows > 0) {
                Terms.forgetBefore(connection, millis);
            }
            return new Pruned(windows, forecasts, outcomes);
        });
    }

    @Override
    public long bytes() {
        return database.read(database::bytes);
    }
}
