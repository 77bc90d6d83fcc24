package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.store.memory.MemoryStore;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Engines that die at a checkpoint, with lines that are late now and then. Over all their lives as many events are
 * counted as late as one counts that lives through: the minutes that are read again count once.
 */
class LateOverRestartTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    private Path directory;

    private Instant now = START;

    static LongStream seeds() {
        return LongStream.range(0, 16);
    }

    private AgentConfig config() {
        return ConfigFile.parse("test", """
                entity: {field: service}
                sources: [{name: app, files: ["%1$s/app.json*"], format: logstash}]
                window: {length: 1s, lateness: 3s}
                forecast: {horizons: [5s], data_window: 30, stale_after: 1h}
                """.formatted(directory), Map.of());
    }

    private void append(Random random) throws IOException {
        StringBuilder app = new StringBuilder();
        int seconds = 200 + random.nextInt(800);
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            for (int j = random.nextInt(4); j > 0; j--) {
                Instant at = now.minusMillis(random.nextInt(random.nextInt(20) == 0 ? 30_000 : 2_500));
                app.append("{\"@timestamp\":\"%s\",\"level\":\"INFO\",\"service\":\"s%d\",\"message\":\"done\"}%n"
                        .formatted(at, random.nextInt(2)));
            }
        }
        Files.writeString(directory.resolve("app.json"), app, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static long late(PrometheusMetrics metrics) {
        StringWriter page = new StringWriter();
        try {
            metrics.write(page, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return page.toString()
                .lines()
                .filter(line -> line.startsWith("portent_log_late_events_total{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Reads all there is, or dies at a checkpoint. Returns what it had counted by then. */
    private long live(MemoryStore store, int checkpoints) {
        AgentConfig config = config();
        PrometheusMetrics metrics = new PrometheusMetrics(10, false);
        AtomicInteger left = new AtomicInteger(checkpoints);
        AtomicLong counted = new AtomicLong();
        Instant clock = now.minusSeconds(60); // closes no window that the events do not
        try (Engine engine = new Engine(
                config,
                null,
                () -> clock,
                metrics,
                Past.of(store, "agent", config, Instant.EPOCH.plus(Duration.ofDays(400))),
                (reader, checkpoint) -> {
                    if (left.get() > 0) {
                        store.windowWriter().commit(checkpoint);
                        counted.set(late(metrics));
                        left.decrementAndGet();
                    }
                },
                (reader, window) -> {})) {
            engine.count();
            engine.start();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> engine.caughtUp() || left.get() <= 0);
            assertThat(engine.failure()).isNull();
            return left.getAndSet(0) > 0 ? late(metrics) : counted.get();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void asManyAreLate_asForOneThatLivesThrough(long seed) throws IOException {
        Random random = new Random(seed);
        MemoryStore disturbed = new MemoryStore();
        long late = 0;
        for (int life = 0; life < 5; life++) {
            append(random);
            late += live(disturbed, random.nextInt(4));
            if (random.nextInt(3) == 0) {
                Files.move(directory.resolve("app.json"), directory.resolve("app.json." + life));
            }
        }
        append(random);
        late += live(disturbed, Integer.MAX_VALUE);

        long expected = live(new MemoryStore(), Integer.MAX_VALUE);
        assertThat(expected).isPositive();
        assertThat(late).as("seed %s", seed).isEqualTo(expected);
    }
}
