package io.portent.store.jdbc;

import io.portent.store.Housekeeping;
import java.time.Instant;
import java.util.Optional;

/** Deletes from the old end, each step in a transaction of its own so that nobody waits long. Thread-safe. */
final class JdbcHousekeeping implements Housekeeping {
    /** Rows are not all of one size, so the share to be deleted is an estimate, taken anew after each step. */
    private static final int MOST_STEPS = 50;

    private static final String ROWS =
            "SELECT (SELECT count(*) FROM portent_window) + (SELECT count(*) FROM portent_forecast)";

    private static final String OLDEST_BUT = "SELECT m FROM (SELECT start AS m FROM portent_window"
            + " UNION ALL SELECT time AS m FROM portent_forecast) AS both_of_them ORDER BY m LIMIT 1 OFFSET ?";

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

    /**
     * By rank, not by time: one row from a clock that had jumped by years would make all others the old end. Empty if there is
     * nothing to delete.
     */
    private Optional<Long> cutFor(long most) {
        return database.read(connection -> {
            long bytes = database.bytes(connection);
            Long rows = bytes <= most ? null : Sql.first(connection, ROWS, row -> row.number(1));
            if (rows == null || rows == 0) {
                return Optional.empty();
            }
            long share = (long) ((double) (bytes - most) / bytes * rows);
            Long oldest = Sql.first(connection, OLDEST_BUT, row -> row.number(1), Math.min(share, rows - 1));
            return Optional.ofNullable(oldest).map(time -> time + 1);
        });
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
