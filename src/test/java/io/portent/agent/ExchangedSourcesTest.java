package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources that are exchanged at any moment while an engine reads: its windows and its counts are those of one that was left alone. */
class ExchangedSourcesTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String LINES = "portent_log_lines_total{source=\"app\",}";

    @TempDir
    private Path directory;

    private Instant written = START;
    private volatile Instant clock = START;
    private int lines;

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    /** @param variant in what makes no difference to the lines that are read */
    private AgentConfig config(int variant) {
        List<String> same = List.of(
                "",
                ", timezone: Europe/Berlin",
                ", exclude: [nothing]",
                ", encoding: iso-8859-1",
                ", timezone: +03:00");
        return ConfigFile.parse(
                "test", """
                entity: shop
                sources:
                  - name: app
                    files: ["%s/app.log*"]
                    format: logback
                    pattern: "%%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %%-5level %%logger - %%msg%%n"
                    multiline: auto
                %s
                window: {length: 1s, lateness: 5m}
                forecast: {horizons: [5s], data_window: 30, stale_after: 1h}
                """.formatted(directory, same.get(variant % 5).replaceFirst("^, (.*)$", "    $1")), Map.of());
    }

    /**
     * Minutes of lines at one moment of a clock that stands still meanwhile. So the last record before a rotation, which waits for lines that
     * belong to it, is overtaken by minutes of the next file, also where nothing is exchanged: hence the lateness of the windows.
     */
    private void append(Random random) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 50 + random.nextInt(600); i > 0; i--) {
            written = written.plusMillis(random.nextInt(700));
            text.append("%s %-5s com.shop.Orders - order %d %s%n"
                    .formatted(
                            written.plusNanos(1_000_000).toString().replaceFirst("(\\.\\d{3})?Z$", ".500Z"),
                            random.nextInt(9) == 0 ? "ERROR" : "INFO",
                            i,
                            List.of("placed", "paid", "sent").get(random.nextInt(3))));
            lines++;
            for (int k = random.nextInt(5) == 0 ? 1 + random.nextInt(4) : 0; k > 0; k--) {
                text.append("\tat com.shop.Orders.place(Orders.java:%d)%n".formatted(k));
                lines++;
            }
        }
        Files.writeString(directory.resolve("app.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.setLastModifiedTime(directory.resolve("app.log"), FileTime.from(written));
        clock = written;
    }

    private void rotate(Random random) throws IOException {
        Path live = directory.resolve("app.log");
        if (random.nextInt(4) == 0 && Files.exists(live)) {
            Files.move(live, directory.resolve("app.log." + lines));
        }
    }

    private Engine engine(MemoryStore store, PrometheusMetrics metrics) {
        Engine engine = new Engine(
                config(0),
                null,
                () -> clock,
                metrics,
                Past.of(store, "agent", config(0), START),
                (reader, checkpoint) -> store.windowWriter().commit(checkpoint),
                (reader, window) -> {});
        engine.count();
        engine.start();
        return engine;
    }

    private static double metric(PrometheusMetrics metrics, String series) {
        StringWriter page = new StringWriter();
        try {
            metrics.write(page, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return page.toString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    private static void pause(Random random) {
        long until = System.nanoTime() + random.nextInt(40_000_000);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private void awaitLines(Engine engine, PrometheusMetrics metrics) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> engine.failure() != null || metric(metrics, LINES) >= lines);
        assertThat(engine.failure()).isNull();
    }

    private void awaitTaken(Engine engine) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> engine.failure() != null || engine.takenUpTo().equals(clock));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windowsAndCounts_areThoseOfOneThatWasLeftAlone(long seed) throws Exception {
        Random random = new Random(seed);
        append(random);
        PrometheusMetrics counted = new PrometheusMetrics(10, false);
        MemoryStore disturbed = new MemoryStore();
        MemoryStore undisturbed = new MemoryStore();
        try (Engine engine = engine(disturbed, counted)) {
            for (int change = 1; change <= 10; change++) {
                pause(random);
                if (random.nextInt(4) == 0) {
                    engine.change(List.of(), Set.of());
                    pause(random);
                    append(random);
                }
                engine.change(config(change).sources(), Set.of());
                rotate(random);
                append(random);
            }
            PrometheusMetrics alone = new PrometheusMetrics(10, false);
            try (Engine other =
                    engine(undisturbed, alone)) { // beside it, since most of the time is waited for a last record's end
                awaitLines(engine, counted);
                awaitLines(other, alone);
                clock = written.plus(Duration.ofMinutes(6));
                awaitTaken(engine);
                awaitTaken(other);
            }
            assertThat(metric(alone, "portent_log_late_events_total{source=\"app\",}"))
                    .isZero();
        }
        assertThat(metric(counted, LINES)).isEqualTo(lines);
        assertThat(metric(counted, "portent_log_late_events_total{source=\"app\",}"))
                .isZero();
        Map<String, Window> expected = ResolvedWindows.of(undisturbed);
        Map<String, Window> actual = ResolvedWindows.of(disturbed);
        assertThat(expected).hasSizeGreaterThan(20);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, window) -> assertThat(actual.get(key)).as(key).isEqualTo(window));
    }
}
