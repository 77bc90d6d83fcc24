package io.portent.store.jdbc;

import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.LabelBook;
import io.portent.store.TimeSpan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row per label. Thread-safe. */
final class JdbcLabels implements LabelBook {
    private static final String SELECT =
            "SELECT label_key, entity, state, start, until, source, note, confidence, recorded FROM portent_label";

    private final Database database;

    JdbcLabels(Database database) {
        this.database = database;
    }

    @Override
    public Changes put(List<Recorded> told) {
        return database.write(connection -> {
            database.lockTable(connection, "portent_label");
            int added = 0;
            int changed = 0;
            for (Recorded one : told) {
                Recorded before = Sql.first(connection, SELECT + " WHERE label_key = ?", JdbcLabels::label, one.key());
                if (before == null) {
                    added++;
                    write(connection, one);
                } else if (!one.after(before).saysTheSame(before)) {
                    changed++;
                    write(connection, one.after(before));
                }
            }
            return new Changes(added, changed, told.size() - added - changed);
        });
    }

    private static void write(Connection connection, Recorded one) throws SQLException {
        Label label = one.label();
        Sql.update(connection, "DELETE FROM portent_label WHERE label_key = ?", one.key());
        Sql.update(
                connection,
                "INSERT INTO portent_label (label_key, entity, state, start, until, source, note, confidence, recorded)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                one.key(),
                label.entity(),
                ForecastBytes.code(label.state()),
                label.start(),
                label.end(),
                label.source(),
                label.note(),
                one.confidence(),
                one.recorded());
    }

    private static Recorded label(Sql.Row row) throws SQLException, BrokenBytesException {
        @Nullable HealthState state = ForecastBytes.state((int) row.number(3));
        if (state == null) {
            throw new BrokenBytesException("a label without a state");
        }
        @Nullable Instant end = row.isNull(5) ? null : row.time(5);
        return new Recorded(
                row.text(1),
                new Label(row.text(2), state, row.time(4), end, row.text(6), row.text(7)),
                row.real(8),
                row.time(9));
    }

    @Override
    public int remove(Collection<String> keys) {
        List<String> all = List.copyOf(keys);
        return database.write(connection -> {
            database.lockTable(connection, "portent_label");
            int removed = 0;
            for (String key : all) {
                removed += Sql.update(connection, "DELETE FROM portent_label WHERE label_key = ?", key);
            }
            return removed;
        });
    }

    @Override
    public List<Recorded> labels(TimeSpan span) {
        return database.read(connection -> Sql.list(
                connection,
                SELECT + " WHERE start < ? AND (until IS NULL OR until > ?) ORDER BY start, label_key",
                JdbcLabels::label,
                span.until(),
                span.from()));
    }
}
