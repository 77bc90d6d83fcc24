package io.portent.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.forecast.Forecast;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.ForecastJournal;
import io.portent.store.Housekeeping.Retention;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.SomeWindows;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of {@code store.max_size}: the bytes of the files, not those that the store reckons. */
final class SqliteRoomTest {
    private static final int MINUTES = 20_000;
    private static final long MOST = 2L << 20;
    private static final Retention RULE = new Retention(Duration.ofDays(3650), MOST);

    private final Path file;

    SqliteRoomTest(@TempDir Path directory) {
        this.file = directory.resolve("store.db");
    }

    private JdbcStore open() {
        return JdbcStore.open("jdbc:sqlite:" + file, Duration.ofSeconds(20));
    }

    private long onDisk() throws IOException {
        long bytes = 0;
        for (String end : List.of("", "-wal")) {
            Path part = Path.of(file + end);
            bytes += Files.exists(part) ? Files.size(part) : 0;
        }
        return bytes;
    }

    private static void fill(JdbcStore store) {
        store.windowWriter().append("agent", SomeWindows.minutes("shop", 0, MINUTES), List.of());
        store.forecasts()
                .record(IntStream.range(0, MINUTES)
                        .mapToObj(minute -> new ForecastJournal.Entry(
                                Forecast.unknown(
                                        "shop", SomeWindows.start(minute), List.of(Duration.ofMinutes(5)), "no model"),
                                "v1",
                                false))
                        .toList());
    }

    @Test
    void theFilesBecomeSmallerThanTheLimitAndWhatPeopleSaidStays() throws IOException {
        Label said = new Label("shop", HealthState.RED, SomeWindows.start(0), SomeWindows.start(9), "person", "");
        Recorded label = new Recorded("k", said, 1, SomeWindows.start(9));
        Intervention acted = new Intervention("i", "shop", SomeWindows.start(1), "ada", "restarted it");
        try (JdbcStore store = open()) {
            store.labels().put(List.of(label));
            store.interventions().record(acted);
            fill(store);
            assertThat(onDisk()).isGreaterThan(2 * MOST);
            store.housekeeping().prune(RULE, SomeWindows.start(MINUTES));
            assertThat(onDisk()).isLessThanOrEqualTo(MOST);
            assertThat(store.labels().labels(TimeSpan.ALL)).containsExactly(label);
            assertThat(store.interventions().interventions(TimeSpan.ALL)).containsExactly(acted);
            List<Object> left = new ArrayList<>();
            store.windowReader().windows("shop", TimeSpan.ALL, left::add);
            assertThat(left)
                    .hasSizeGreaterThan(MINUTES / 20)
                    .isEqualTo(SomeWindows.minutes("shop", MINUTES - left.size(), left.size()));
        }
    }

    /** Builds before the first release made files that never shrink. */
    @Test
    void aFileThatCouldNotShrinkLearnsTo() throws IOException, SQLException {
        try (JdbcStore store = open()) {
            fill(store);
        }
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA auto_vacuum = NONE");
            statement.execute("VACUUM");
        }
        try (JdbcStore store = open()) {
            store.housekeeping().prune(RULE, SomeWindows.start(MINUTES));
            assertThat(onDisk()).isLessThanOrEqualTo(MOST);
            store.check();
        }
    }
}
