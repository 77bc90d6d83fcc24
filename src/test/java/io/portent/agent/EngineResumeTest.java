package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.metrics.NoMetrics;
import io.portent.store.Checkpoint;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Engines that die between two checkpoints, again and again, while their files are written to and rotated. */
class EngineResumeTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    private Path directory;

    private Instant now = START;
    private int line;

    static LongStream seeds() {
        return LongStream.range(0, 16);
    }

    private AgentConfig config() {
        return ConfigFile.parse("test", """
                entity: {field: service}
                sources:
                  - {name: app, files: ["%1$s/app.log*"], format: logback, pattern: "%%d{ISO8601} %%-5level [%%X{service}] %%logger - %%msg%%n"}
                  - {name: side, files: ["%1$s/side.json"], format: logstash}
                window: {length: 1s, lateness: 3s}
                forecast: {horizons: [5s], data_window: 30, stale_after: 1h}
                """.formatted(directory), Map.of());
    }

    private void append(Random random) throws IOException {
        StringBuilder app = new StringBuilder();
        StringBuilder side = new StringBuilder();
        int seconds = 300 + random.nextInt(1_500);
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(random.nextInt(50) == 0 ? random.nextInt(20) : 1);
            for (int j = random.nextInt(4); j > 0; j--) {
                Instant at = now.minusMillis(random.nextInt(2_500));
                String service = "s" + random.nextInt(2);
                boolean aside = random.nextInt(5) == 0;
                String message = message(random);
                if (aside) {
                    side.append(
                            "{\"@timestamp\":\"%s\",\"level\":\"INFO\",\"logger_name\":\"x\",\"service\":\"%s\",\"message\":\"%s\"}%n"
                                    .formatted(at, service, message));
                } else {
                    app.append("%s %-5s [%s] com.shop.Orders - %s%n"
                            .formatted(
                                    at.toString()
                                            .replace("Z", "")
                                            .replace('T', ' ')
                                            .replace('.', ','),
                                    random.nextInt(9) == 0 ? "ERROR" : "INFO",
                                    service,
                                    message));
                    for (int k = random.nextInt(8) == 0 ? 3 : 0; k > 0; k--) {
                        app.append("\tat com.shop.Orders.place(Orders.java:%d)%n".formatted(k));
                    }
                }
            }
        }
        Files.writeString(directory.resolve("app.log"), app, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.writeString(directory.resolve("side.json"), side, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.setLastModifiedTime(directory.resolve("app.log"), FileTime.from(now));
    }

    private String message(Random random) {
        line++;
        return switch (random.nextInt(5)) {
            case 0 -> "order " + line + " placed";
            case 1 -> "payment by " + List.of("card", "cash", "giro").get(random.nextInt(3)) + " took " + line + " ms";
            case 2 ->
                "user " + List.of("bob", "eve", "joe", "ann").get(random.nextInt(4)) + " logged in from home over vpn";
            case 3 -> "cache of kind k" + random.nextInt(40) + " was flushed after " + line + " seconds of being idle";
            default -> "kind " + (char) ('a' + random.nextInt(Math.max(1, Math.min(20, line / 200)))) + " message seen";
        };
    }

    /** Reads all there is, or dies after so many checkpoints. */
    private void live(AgentConfig config, MemoryStore store, int checkpoints) {
        AtomicInteger left = new AtomicInteger(checkpoints);
        Instant clock = now;
        try (Engine engine = new Engine(
                config,
                null,
                () -> clock,
                new NoMetrics(),
                Past.of(store, "agent", config, Instant.EPOCH.plus(Duration.ofDays(400))),
                (reader, checkpoint) -> keep(store, checkpoint, left),
                (reader, window) -> {})) {
            engine.start();
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> engine.caughtUp() || left.get() <= 0);
            assertThat(engine.failure()).isNull();
            left.set(-1_000_000);
        }
    }

    private static void keep(MemoryStore store, Checkpoint checkpoint, AtomicInteger left) {
        if (left.getAndDecrement() > 0) {
            store.windowWriter().commit(checkpoint);
        }
    }

    private void rotate(Random random) throws IOException {
        Path live = directory.resolve("app.log");
        if (random.nextBoolean() && Files.exists(live)) {
            if (Files.exists(directory.resolve("app.log.1"))) {
                Files.move(directory.resolve("app.log.1"), directory.resolve("app.log.2." + line));
            }
            Files.move(live, directory.resolve("app.log.1"));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theirWindowsAreThoseOfOneThatLivedThrough(long seed) throws IOException {
        Random random = new Random(seed);
        AgentConfig config = config();
        MemoryStore disturbed = new MemoryStore();
        for (int life = 0; life < 6; life++) {
            append(random);
            live(config, disturbed, random.nextInt(5));
            rotate(random);
        }
        append(random);
        live(config, disturbed, Integer.MAX_VALUE);
        MemoryStore undisturbed = new MemoryStore();
        live(config, undisturbed, Integer.MAX_VALUE);
        Map<String, Window> expected = ResolvedWindows.of(undisturbed);
        Map<String, Window> actual = ResolvedWindows.of(disturbed);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, window) -> assertThat(actual.get(key)).isEqualTo(window));
    }
}
