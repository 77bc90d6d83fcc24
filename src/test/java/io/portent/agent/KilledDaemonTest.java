package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.store.SourcePosition;
import io.portent.store.Store;
import io.portent.store.jdbc.JdbcStore;
import io.portent.window.Window;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as people run it, in a process of its own, killed with signal 9 while it reads. */
final class KilledDaemonTest {
    private static final int KILLS = Integer.getInteger("portent.kills", 10);
    private static final long SEED = Long.getLong("portent.seed", 1);
    private static final int SECONDS_PER_KILL = 4_000;

    @TempDir
    private Path directory;

    private void writeLog(Random random) throws IOException {
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
        int seconds = SECONDS_PER_KILL * (KILLS + 2);
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < seconds; i++) {
            for (int j = random.nextInt(4); j > 0; j--) {
                Instant at = end.minusSeconds(seconds - i).minusMillis(random.nextInt(900));
                log.append("{\"@timestamp\":\"")
                        .append(at)
                        .append("\",\"level\":\"")
                        .append(random.nextInt(20) == 0 ? "ERROR" : "INFO")
                        .append("\",\"logger_name\":\"shop\",\"message\":\"")
                        .append(message(random, i))
                        .append("\",\"took\":")
                        .append(random.nextInt(500))
                        .append("}\n");
            }
        }
        Files.writeString(directory.resolve("app.log"), log);
    }

    private static String message(Random random, int second) {
        return switch (random.nextInt(4)) {
            case 0 -> "order " + second + " placed";
            case 1 -> "payment by " + List.of("card", "cash", "giro").get(random.nextInt(3)) + " took long";
            case 2 -> "kind " + (char) ('a' + Math.min(25, second / 1_000)) + " of message seen";
            default -> "cache flushed after " + random.nextInt(90) + " seconds";
        };
    }

    private String url(String name) {
        return "jdbc:sqlite:" + directory.resolve(name);
    }

    private Process start(String name) throws IOException {
        Path config =
                Files.writeString(directory.resolve(name + ".yaml"), """
                sources: [{name: app, files: ["%s/app.log"], format: logstash}]
                window: {length: 1s, lateness: 2s}
                forecast: {horizons: [5s], data_window: 30}
                store: {url: "%s", retention: 3650d}
                model: {directory: "%s/models"}
                web: {listen: "127.0.0.1:0"}
                """.formatted(directory, url(name), directory));
        File log = directory.resolve(name + ".out").toFile();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.portent.cli.Main",
                        "run",
                        "-c",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private static long offset(Store store) {
        return store.windowWriter().resume("agent").positions().stream()
                .mapToLong(SourcePosition::offset)
                .sum();
    }

    /** Until it has come further than before, and then a moment more. */
    private void killSomewhere(Random random, Store store) throws IOException, InterruptedException {
        long before = offset(store);
        Process process = start("killed.db");
        try {
            await().atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> offset(store) > before || !process.isAlive());
            assertThat(process.isAlive()).as("still alive").isTrue();
            long until = System.nanoTime() + random.nextInt(60_000_000);
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private void finish(String name, Store store, long size) throws IOException, InterruptedException {
        Process process = start(name);
        try {
            List<Long> seen = new ArrayList<>();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        seen.add(store.windowReader().extents().stream()
                                .mapToLong(one -> one.windows())
                                .sum());
                        int last = seen.size() - 1;
                        return offset(store) == size
                                && last > 2
                                && seen.get(last).equals(seen.get(last - 2));
                    });
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void itsWindowsAreThoseOfOneThatWasLeftAlone() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        writeLog(random);
        long size = Files.size(directory.resolve("app.log"));
        try (JdbcStore killed = JdbcStore.open(url("killed.db"), Duration.ofSeconds(5));
                JdbcStore alone = JdbcStore.open(url("alone.db"), Duration.ofSeconds(5))) {
            for (int kill = 0; kill < KILLS; kill++) {
                killSomewhere(random, killed);
            }
            assertThat(offset(killed)).as("killed before the end").isLessThan(size);
            finish("killed.db", killed, size);
            finish("alone.db", alone, size);
            Map<String, Window> expected = ResolvedWindows.of(alone);
            Map<String, Window> actual = ResolvedWindows.of(killed);
            assertThat(actual.keySet()).as("seed %s", SEED).isEqualTo(expected.keySet());
            expected.forEach((key, window) ->
                    assertThat(actual.get(key)).as("seed %s", SEED).isEqualTo(window));
        }
    }
}
