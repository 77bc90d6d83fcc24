package io.portent.store.jdbc;

import io.portent.store.Checkpoint;
import io.portent.store.SourcePosition;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.StoredTemplate;
import io.portent.store.TimeSpan;
import io.portent.store.WindowReader;
import io.portent.store.WindowWriter;
import io.portent.window.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A row per window; see {@link WindowBytes} for what is in it. Thread-safe. */
final class JdbcWindows implements WindowWriter, WindowReader {
    private static final String UPSERT = "INSERT INTO portent_window (entity_id, start, writer_id, data)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT (entity_id, start) DO UPDATE SET data = excluded.data"
            + " WHERE portent_window.writer_id = excluded.writer_id";

    private static final String TELL = "INSERT INTO portent_template (writer_id, template, text) VALUES (?, ?, ?)"
            + " ON CONFLICT (writer_id, template) DO UPDATE SET text = excluded.text";

    /** One order for all writers, so that two never wait for each other. */
    private static final Comparator<Window> ORDER =
            Comparator.comparing(Window::entity).thenComparing(Window::start);

    private final Database database;
    private final Terms terms = new Terms();

    JdbcWindows(Database database) {
        this.database = database;
    }

    @Override
    public void commit(Checkpoint checkpoint) {
        Terms.Session session = database.write(connection -> {
            long writer = NameTable.WRITER.findOrAdd(connection, checkpoint.writer());
            Terms.Session numbered = insert(connection, writer, checkpoint);
            tell(connection, writer, checkpoint.templates());
            replaceResume(connection, writer, checkpoint);
            return numbered;
        });
        session.committed();
    }

    @Override
    public void append(String writer, List<Window> windows, List<StoredTemplate> templates) {
        Checkpoint checked = new Checkpoint(writer, windows, templates, List.of(), Map.of());
        Terms.Session session = database.write(connection -> {
            long id = NameTable.WRITER.findOrAdd(connection, writer);
            Terms.Session numbered = insert(connection, id, checked);
            tell(connection, id, templates);
            return numbered;
        });
        session.committed();
    }

    private Terms.Session insert(Connection connection, long writer, Checkpoint checkpoint)
            throws SQLException, BrokenBytesException {
        List<Window> windows = new ArrayList<>(checkpoint.windows());
        windows.sort(ORDER);
        TreeMap<String, Long> used = new TreeMap<>();
        for (Window window : windows) {
            WindowBytes.terms(window)
                    .forEach(term -> used.merge(term, window.start().toEpochMilli(), Math::max));
        }
        Map<String, Long> entities = new HashMap<>();
        for (Window window : windows) {
            if (!entities.containsKey(window.entity())) {
                entities.put(window.entity(), NameTable.ENTITY.findOrAdd(connection, window.entity()));
            }
        }
        Terms.Session session = terms.number(connection, database.forShare(), used);
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (Window window : windows) {
                byte[] bytes = WindowBytes.write(window, session);
                Sql.bind(upsert, entities.get(window.entity()), window.start(), writer, bytes);
                upsert.addBatch();
            }
            refuseConflicts(windows, windows.isEmpty() ? new int[0] : upsert.executeBatch(), checkpoint.writer());
        }
        return session;
    }

    private void refuseConflicts(List<Window> windows, int[] touched, String writer) {
        for (int i = 0; i < touched.length; i++) {
            if (touched[i] == 0) {
                Window window = windows.get(i);
                throw new StoreException(
                        Problem.CONFLICT,
                        database.place(),
                        "the store " + database.place() + " has a window of " + window.entity() + " at "
                                + window.start() + " from another agent than " + writer
                                + ": two agents must not watch one entity; give each its own name of it",
                        null);
            }
        }
    }

    private static void tell(Connection connection, long writer, List<StoredTemplate> templates) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(TELL)) {
            for (StoredTemplate template : templates) {
                Sql.bind(upsert, writer, template.id(), template.text());
                upsert.addBatch();
            }
            if (!templates.isEmpty()) {
                upsert.executeBatch();
            }
        }
    }

    @Override
    public List<StoredTemplate> templates() {
        return database.read(connection ->
                Sql.list(connection, "SELECT template, text FROM portent_template ORDER BY id", JdbcWindows::template));
    }

    private static StoredTemplate template(Sql.Row row) throws SQLException, BrokenBytesException {
        return new StoredTemplate(row.text(1), row.text(2));
    }

    private static void replaceResume(Connection connection, long writer, Checkpoint checkpoint) throws SQLException {
        Sql.update(connection, "DELETE FROM portent_position WHERE writer_id = ?", writer);
        for (SourcePosition one : checkpoint.positions()) {
            Sql.update(
                    connection,
                    "INSERT INTO portent_position (writer_id, source, file_identity, file, byte_offset, line)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    writer,
                    one.source(),
                    one.identity(),
                    one.file(),
                    one.offset(),
                    one.line());
        }
        Sql.update(connection, "DELETE FROM portent_memo WHERE writer_id = ?", writer);
        for (Map.Entry<String, String> memo : new TreeMap<>(checkpoint.memos()).entrySet()) {
            Sql.update(
                    connection,
                    "INSERT INTO portent_memo (writer_id, name, content) VALUES (?, ?, ?)",
                    writer,
                    memo.getKey(),
                    memo.getValue());
        }
    }

    @Override
    public Resume resume(String writer) {
        return database.read(connection -> {
            Long id = NameTable.WRITER.find(connection, writer);
            List<SourcePosition> positions = Sql.list(
                    connection,
                    "SELECT source, file, file_identity, byte_offset, line FROM portent_position WHERE writer_id = ?",
                    row -> new SourcePosition(row.text(1), row.text(2), row.text(3), row.number(4), row.number(5)),
                    id);
            Map<String, String> memos = new HashMap<>();
            Sql.list(
                            connection,
                            "SELECT name, content FROM portent_memo WHERE writer_id = ?",
                            row -> Map.entry(row.text(1), row.text(2)),
                            id)
                    .forEach(memo -> memos.put(memo.getKey(), memo.getValue()));
            List<StoredTemplate> templates = Sql.list(
                    connection,
                    "SELECT template, text FROM portent_template WHERE writer_id = ? ORDER BY id",
                    JdbcWindows::template,
                    id);
            return new Resume(templates, positions, memos);
        });
    }

    @Override
    public void windows(@Nullable String entity, TimeSpan span, Consumer<Window> out) {
        database.scan(connection -> {
            for (Map.Entry<Long, String> one : entities(connection, entity).entrySet()) {
                stream(connection, one, span, out);
            }
        });
    }

    private static Map<Long, String> entities(Connection connection, @Nullable String only)
            throws SQLException, BrokenBytesException {
        Map<Long, String> entities = new TreeMap<>();
        Sql.list(connection, "SELECT id, name FROM portent_entity", row -> Map.entry(row.number(1), row.text(2)))
                .forEach(one -> entities.put(one.getKey(), one.getValue()));
        entities.values().removeIf(name -> only != null && !only.equals(name));
        return entities;
    }

    private void stream(Connection connection, Map.Entry<Long, String> entity, TimeSpan span, Consumer<Window> out)
            throws SQLException, BrokenBytesException {
        WindowBytes.Naming naming = terms.naming(connection);
        try (PreparedStatement select = connection.prepareStatement("SELECT start, data FROM portent_window"
                + " WHERE entity_id = ? AND start >= ? AND start < ? ORDER BY start")) {
            Sql.bind(select, entity.getKey(), span.from(), span.until());
            try (ResultSet cursor = select.executeQuery()) {
                Sql.Row row = new Sql.Row(cursor);
                while (cursor.next()) {
                    out.accept(row.read(one -> WindowBytes.read(entity.getValue(), one.time(1), one.bytes(2), naming)));
                }
            }
        }
    }

    @Override
    public List<Extent> extents() {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT name, first, last, n FROM portent_entity JOIN (SELECT entity_id, min(start) AS first,"
                        + " max(start) AS last, count(*) AS n FROM portent_window GROUP BY entity_id) AS held"
                        + " ON entity_id = id",
                row -> new Extent(row.text(1), row.time(2), row.time(3), row.number(4))));
    }
}
