package io.portent.store.jdbc;

import io.portent.store.InterventionLog;
import io.portent.store.TimeSpan;
import java.util.List;

/** A row per intervention. Thread-safe. */
final class JdbcInterventions implements InterventionLog {
    private final Database database;

    JdbcInterventions(Database database) {
        this.database = database;
    }

    @Override
    public void record(Intervention one) {
        database.write(connection -> Sql.update(
                connection,
                "INSERT INTO portent_intervention (intervention_key, entity, time, source, note) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (intervention_key) DO UPDATE SET entity = excluded.entity,"
                        + " time = excluded.time, source = excluded.source, note = excluded.note",
                one.key(),
                one.entity(),
                one.time(),
                one.source(),
                one.note()));
    }

    @Override
    public List<Intervention> interventions(TimeSpan span) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT intervention_key, entity, time, source, note FROM portent_intervention"
                        + " WHERE time >= ? AND time < ? ORDER BY time, intervention_key",
                row -> new Intervention(row.text(1), row.text(2), row.time(3), row.text(4), row.text(5)),
                span.from(),
                span.until()));
    }
}
