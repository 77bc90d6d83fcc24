package io.portent.store.jdbc;

import io.portent.store.OutcomeLog;
import io.portent.store.TimeSpan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A row per outcome. Thread-safe. */
final class JdbcOutcomes implements OutcomeLog {
    private final Database database;

    JdbcOutcomes(Database database) {
        this.database = database;
    }

    @Override
    public void record(List<Outcome> outcomes) {
        List<Outcome> all = List.copyOf(outcomes);
        database.change(connection -> {
            database.lockTable(connection, "portent_outcome");
            for (Outcome one : all) {
                Duration lead = one.lead();
                Sql.update(
                        connection,
                        "INSERT INTO portent_outcome (entity, model, time, kind, lead_millis) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT (entity, model, time, kind)"
                                + " DO UPDATE SET lead_millis = excluded.lead_millis",
                        one.entity(),
                        one.model(),
                        one.time(),
                        code(one.kind()),
                        lead == null ? null : lead.toMillis());
            }
        });
    }

    @Override
    public List<Outcome> outcomes(TimeSpan span) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT entity, model, kind, time, lead_millis FROM portent_outcome WHERE time >= ? AND time < ?"
                        + " ORDER BY time, entity, model, kind",
                JdbcOutcomes::outcome,
                span.from(),
                span.until()));
    }

    private static Outcome outcome(Sql.Row row) throws SQLException, BrokenBytesException {
        Duration lead = row.isNull(5) ? null : Duration.ofMillis(row.number(5));
        return new Outcome(row.text(1), row.text(2), kind(row.number(3)), row.time(4), lead);
    }

    /** Fixed for ever. */
    private static int code(Kind kind) {
        return switch (kind) {
            case TRUE_ALARM -> 0;
            case FALSE_ALARM -> 1;
            case MISSED_ONSET -> 2;
            case INTERVENED -> 3;
        };
    }

    private static Kind kind(long code) throws BrokenBytesException {
        for (Kind kind : Kind.values()) {
            if (code(kind) == code) {
                return kind;
            }
        }
        throw new BrokenBytesException("outcome " + code);
    }
}
