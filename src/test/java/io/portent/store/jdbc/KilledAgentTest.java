package io.portent.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.store.SomeWindows;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Killed at any moment and started again, an agent's windows equal those of an undisturbed run. How often, and with what
 * seed: {@code -Dportent.kills=300 -Dportent.seed=7}, as {@code bench/store/kill.sh} does.
 */
final class KilledAgentTest {
    private static final int KILLS = Integer.getInteger("portent.kills", 24);
    private static final long SEED = Long.getLong("portent.seed", 1);

    /** So many commits that none of the runs gets to the end before it is killed for the last time. */
    private static final int MOST_COMMITS = 12;

    private final String url;
    private final Path directory;

    KilledAgentTest(@TempDir Path directory) {
        this.directory = directory;
        this.url = "jdbc:sqlite:" + directory.resolve("store.db");
    }

    private Process start(int until) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // The driver unpacks its library there; a killed process leaves it behind.
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingMain.class.getName(),
                        url,
                        Integer.toString(until))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void afterKillsAtRandomMomentsTheWindowsEqualThoseOfAnUndisturbedRun() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        int until = KILLS * MOST_COMMITS * 3 + 10;
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged = Math.max(acknowledged, killedRun(random, until));
            assertHolds(acknowledged, "seed " + SEED + ", kill " + kill);
        }
        assertThat(acknowledged).isGreaterThan(KILLS);
        finish(acknowledged + 20);
        assertHolds(acknowledged + 20, "seed " + SEED + ", at the end");
    }

    /** Returns up to which minute it said to have committed before it was killed. */
    private int killedRun(Random random, int until) throws IOException, InterruptedException {
        Process process = start(until);
        int acknowledged = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (int left = 1 + random.nextInt(MOST_COMMITS); left > 0; left--) {
                String line = lines.readLine();
                assertThat(line).as("the process ended by itself").isNotNull();
                acknowledged = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
            }
            spin(random.nextInt(3_000_000));
            process.destroyForcibly();
            process.waitFor();
        }
        return acknowledged;
    }

    /** A moment within the next commit, which takes one or two milliseconds. */
    private static void spin(int nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private void assertHolds(int acknowledged, String when) {
        try (JdbcStore store = JdbcStore.open(url, Duration.ofSeconds(5))) {
            int position = AppendingMain.position(store);
            assertThat(position).as(when).isGreaterThanOrEqualTo(acknowledged);
            List<Window> all = new ArrayList<>();
            store.windowReader().windows(null, TimeSpan.ALL, all::add);
            assertThat(all).as(when).isEqualTo(SomeWindows.minutes("shop", 0, position));
        }
    }

    private void finish(int until) throws IOException, InterruptedException {
        int there;
        try (JdbcStore store = JdbcStore.open(url, Duration.ofSeconds(5))) {
            there = AppendingMain.position(store);
        }
        Process process = start(Math.max(until, there));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said).endsWith("done\n");
    }
}
