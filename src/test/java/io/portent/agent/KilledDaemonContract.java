package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.store.SourcePosition;
import io.portent.store.Store;
import io.portent.store.jdbc.JdbcStore;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon as people run it, in a process of its own, killed with signal 9 while it reads; its windows are those of one that
 * was left alone. How often, and with what seed: {@code -Dportent.kills=300 -Dportent.seed=7}, as {@code bench/store/kill.sh} does.
 */
abstract class KilledDaemonContract {
    private static final long SEED = Long.getLong("portent.seed", 1);

    private final int kills;
    private final int secondsPerKill;

    @TempDir
    private Path directory;

    private void writeLog(Random random) throws IOException {
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
        int seconds = secondsPerKill * (kills + 2);
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

    /** @param secondsPerKill of log, so that it is never read to the end before the last kill */
    KilledDaemonContract(int usualKills, int secondsPerKill) {
        this.secondsPerKill = secondsPerKill;
        kills = Integer.getInteger("portent.kills", usualKills);
    }

    /** A store with nothing in it. */
    abstract String emptyStore(String name) throws Exception;

    final Path directory() {
        return directory;
    }

    private static long offset(Store store, RunningAgent agent) {
        return store.windowWriter().resume(agent.name()).positions().stream()
                .mapToLong(SourcePosition::offset)
                .sum();
    }

    /** Until it has come further than before, and then a moment more. */
    private static void killSomewhere(Random random, Store store, RunningAgent agent) throws Exception {
        long before = offset(store, agent);
        agent.start();
        await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> offset(store, agent) > before || !agent.isAlive());
        assertThat(agent.isAlive()).as("still alive").isTrue();
        long until = System.nanoTime() + random.nextInt(60_000_000);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        agent.kill();
    }

    private void finish(Store store, RunningAgent agent, long size) throws Exception {
        // An agent leaves out files last written before its lookback, here a minute: the log of a long run would be
        // one.
        Files.setLastModifiedTime(directory.resolve("app.log"), FileTime.from(Instant.now()));
        agent.start();
        List<Long> seen = new ArrayList<>();
        await().atMost(Duration.ofMinutes(2).plusSeconds(2L * kills))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    seen.add(store.windowReader().extents().stream()
                            .mapToLong(one -> one.windows())
                            .sum());
                    int last = seen.size() - 1;
                    return offset(store, agent) == size
                            && last > 2
                            && seen.get(last).equals(seen.get(last - 2));
                });
        agent.stop();
    }

    @Test
    void itsWindowsAreThoseOfOneThatWasLeftAlone() throws Exception {
        Random random = new Random(SEED);
        writeLog(random);
        long size = Files.size(directory.resolve("app.log"));
        String killedUrl = emptyStore("killed");
        String aloneUrl = emptyStore("alone");
        try (JdbcStore killed = JdbcStore.open(killedUrl, Duration.ofSeconds(5));
                JdbcStore alone = JdbcStore.open(aloneUrl, Duration.ofSeconds(5));
                RunningAgent often = new RunningAgent(directory, "killed", () -> killedUrl);
                RunningAgent never = new RunningAgent(directory, "alone", () -> aloneUrl)) {
            for (int kill = 0; kill < kills; kill++) {
                killSomewhere(random, killed, often);
            }
            assertThat(offset(killed, often)).as("killed before the end").isLessThan(size);
            finish(killed, often, size);
            finish(alone, never, size);
            Map<String, Window> expected = ResolvedWindows.of(alone);
            Map<String, Window> actual = ResolvedWindows.of(killed);
            assertThat(actual.keySet()).as("seed %s", SEED).isEqualTo(expected.keySet());
            expected.forEach((key, window) ->
                    assertThat(actual.get(key)).as("seed %s", SEED).isEqualTo(window));
        }
    }
}
