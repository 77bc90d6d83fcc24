package io.portent.store.jdbc;

import io.portent.store.ForecastJournal;
import io.portent.store.TimeSpan;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A row per forecast. Thread-safe. */
final class JdbcForecasts implements ForecastJournal {
    private static final String UPSERT = "INSERT INTO portent_forecast (entity_id, time, model, shadow, data)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (entity_id, time, model)"
            + " DO UPDATE SET shadow = excluded.shadow, data = excluded.data";

    private final Database database;

    JdbcForecasts(Database database) {
        this.database = database;
    }

    @Override
    public void record(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing((Entry entry) -> entry.forecast().entity())
                .thenComparing(entry -> entry.forecast().time())
                .thenComparing(Entry::model));
        database.change(connection -> {
            Map<String, Long> entities = new HashMap<>();
            try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
                for (Entry entry : sorted) {
                    String entity = entry.forecast().entity();
                    Long id = entities.get(entity);
                    if (id == null) {
                        id = NameTable.ENTITY.findOrAdd(connection, entity);
                        entities.put(entity, id);
                    }
                    Sql.bind(
                            upsert,
                            id,
                            entry.forecast().time(),
                            entry.model(),
                            entry.shadow() ? 1 : 0,
                            ForecastBytes.write(entry.forecast()));
                    upsert.executeUpdate();
                }
            }
        });
    }

    @Override
    public void forecasts(@Nullable String entity, TimeSpan span, Consumer<Entry> out) {
        database.scan(connection -> {
            String one = entity == null ? "" : " AND name = ?";
            try (PreparedStatement select = connection.prepareStatement("SELECT name, time, model, shadow, data"
                    + " FROM portent_forecast JOIN portent_entity ON entity_id = id WHERE time >= ? AND time < ?" + one
                    + " ORDER BY time, name, model")) {
                if (entity == null) {
                    Sql.bind(select, span.from(), span.until());
                } else {
                    Sql.bind(select, span.from(), span.until(), entity);
                }
                try (ResultSet cursor = select.executeQuery()) {
                    Sql.Row row = new Sql.Row(cursor);
                    while (cursor.next()) {
                        out.accept(row.read(JdbcForecasts::entry));
                    }
                }
            }
        });
    }

    private static Entry entry(Sql.Row row) throws SQLException, BrokenBytesException {
        return new Entry(ForecastBytes.read(row.text(1), row.time(2), row.bytes(5)), row.text(3), row.number(4) == 1);
    }
}
