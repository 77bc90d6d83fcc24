package io.portent.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.Checkpoint;
import io.portent.store.ForecastJournal;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.ModelShelf;
import io.portent.store.OutcomeLog;
import io.portent.store.SomeWindows;
import io.portent.store.SourcePosition;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.StoredTemplate;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SQLite has no checksums: a damaged page may give back rows that nobody has written. Whatever they hold, the reader is told that
 * the store is damaged, or what stands there, and never meets another exception.
 */
final class DamagedRowsTest {
    private static final int ROUNDS = 20;

    private final Path file;

    DamagedRowsTest(@TempDir Path directory) {
        this.file = directory.resolve("store.db");
    }

    private JdbcStore open() {
        return JdbcStore.open("jdbc:sqlite:" + file, Duration.ofSeconds(5));
    }

    @BeforeEach
    void fill() {
        try (JdbcStore store = open()) {
            store.windowWriter()
                    .commit(new Checkpoint(
                            "agent",
                            SomeWindows.minutes("shop", 0, 3),
                            List.of(new StoredTemplate("p", "paid by <*>")),
                            List.of(new SourcePosition("app", "app.log", "inode 7", 3, 1)),
                            Map.of("model", "v1")));
            HorizonForecast horizon = new HorizonForecast(Duration.ofMinutes(5), 0.5, 0.25, 0.25, HealthState.GREEN);
            store.forecasts()
                    .record(List.of(new ForecastJournal.Entry(
                            new Forecast("shop", SomeWindows.START, List.of(horizon), null), "v1", false)));
            Label label = new Label("shop", HealthState.RED, SomeWindows.START, SomeWindows.start(4), "ada", "full");
            store.labels().put(List.of(new Recorded("key", label, 0.5, SomeWindows.start(5))));
            store.interventions().record(new Intervention("key", "shop", SomeWindows.START, "ada", "restarted"));
            store.outcomes()
                    .record(List.of(new OutcomeLog.Outcome(
                            "shop", "v1", OutcomeLog.Kind.TRUE_ALARM, SomeWindows.START, Duration.ofMinutes(2))));
            store.models().keep(new ModelShelf.Model("v1", "gru", SomeWindows.START, "{}"), new byte[] {1});
            store.models().point(new ModelShelf.Move("champion", "v1", SomeWindows.START, "first"));
            assertThat(store.leases().acquire("retrain", "a", SomeWindows.START, Duration.ofMinutes(1)))
                    .isNotNull();
        }
    }

    private static List<Runnable> readings(JdbcStore store) {
        List<Object> heap = new ArrayList<>();
        return List.of(
                () -> store.windowReader().windows(null, TimeSpan.ALL, heap::add),
                () -> heap.add(store.windowReader().extents()),
                () -> heap.add(store.windowReader().templates()),
                () -> heap.add(store.windowWriter().resume("agent")),
                () -> store.forecasts().forecasts(null, TimeSpan.ALL, heap::add),
                () -> heap.add(store.labels().labels(TimeSpan.ALL)),
                () -> heap.add(store.interventions().interventions(TimeSpan.ALL)),
                () -> heap.add(store.outcomes().outcomes(TimeSpan.ALL)),
                () -> heap.add(store.models().models()),
                () -> heap.add(store.models().moves("champion")),
                () -> heap.add(String.valueOf(store.leases().holder("retrain", SomeWindows.START))));
    }

    static LongStream seeds() {
        return LongStream.range(0, 6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsReadOfDamagedRowsIsAValueOrSaidToBeDamaged(long seed) throws SQLException {
        Random random = new Random(seed);
        int damaged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String where = damage(random);
            try (JdbcStore store = open()) {
                for (Runnable reading : readings(store)) {
                    damaged += damaged(reading, "seed " + seed + ", round " + round + ": " + where);
                }
            }
        }
        assertThat(damaged).as("seed %s", seed).isPositive();
    }

    /** Bytes of the file itself, anywhere; the table of contents may be hit, too, and then it is anybody's database. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsReadOfADamagedFileIsAValueOrSaidToBeDamaged(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] whole = Files.readAllBytes(file);
        int damaged = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = whole.clone();
            for (int i = random.nextInt(60); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            damaged += damaged(this::readAll, "seed " + seed + ", round " + round);
        }
        assertThat(damaged).as("seed %s", seed).isPositive();
    }

    private void readAll() {
        try (JdbcStore store = open()) {
            readings(store).forEach(Runnable::run);
            store.windowWriter().append("agent", SomeWindows.minutes("shop", 3, 1), List.of());
        }
    }

    private static int damaged(Runnable reading, String when) {
        try {
            reading.run();
            return 0;
        } catch (StoreException told) {
            assertThat(told.problem()).as(when + ": " + told.getMessage()).isIn(Problem.CORRUPT, Problem.FOREIGN);
            return 1;
        } catch (RuntimeException escaped) {
            throw new AssertionError(when, escaped);
        }
    }

    /** Another value in one column of one row, as a flipped bit or an overwritten page may leave it. */
    private String damage(Random random) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA ignore_check_constraints = 1");
            List<String> tables =
                    strings(statement, "SELECT name FROM sqlite_master WHERE name LIKE 'portent_%' AND type = 'table'");
            tables.remove("portent_schema");
            String table = tables.get(random.nextInt(tables.size()));
            List<String> columns = strings(statement, "SELECT name FROM pragma_table_info('" + table + "')");
            String column = columns.get(random.nextInt(columns.size()));
            Object value = other(random, statement, table, column);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE OR IGNORE " + table + " SET " + column + " = ?")) {
                update.setObject(1, value);
                update.executeUpdate();
            } catch (SQLException refused) {
                return table + "." + column + " stays";
            }
            return table + "." + column + " = " + (value instanceof byte[] b ? Arrays.toString(b) : value);
        }
    }

    private static List<String> strings(Statement statement, String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private static Object other(Random random, Statement statement, String table, String column) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT " + column + " FROM " + table + " LIMIT 1")) {
            if (rows.next() && rows.getObject(1) instanceof byte[] bytes && bytes.length > 0 && random.nextInt(8) > 0) {
                byte[] flipped = bytes.clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
                }
                return random.nextInt(4) == 0 ? Arrays.copyOf(flipped, random.nextInt(flipped.length)) : flipped;
            }
        }
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> -1L;
            case 2 -> "";
            case 3 -> "\\u12";
            case 4 -> "x".repeat(5_000);
            default -> new byte[] {(byte) 0xC3, 0x28};
        };
    }
}
