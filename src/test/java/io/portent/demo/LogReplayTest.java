package io.portent.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReplayTest {
    private static final Instant START = Instant.parse("2026-03-26T07:00:00Z");

    @TempDir
    Path directory;

    @Test
    void linesAppearAsTheClockPassesThem() throws IOException {
        history("06:58:59.9", "06:59:00.1", "07:00:00", "07:00:30.25", "07:01:00");
        AtomicLong nanos = new AtomicLong();
        QuickClock clock = new QuickClock(nanos::get, START, 60);
        try (LogReplay replay = open(START.minusSeconds(60))) {
            replay.copyUntil(clock.instant());
            assertThat(live()).containsExactly(line("06:59:00.1"), line("07:00:00"));
            clock.start();
            nanos.set(500_000_000);
            replay.copyUntil(clock.instant());
            assertThat(live()).hasSize(2);
            nanos.set(510_000_000);
            replay.copyUntil(clock.instant());
            assertThat(live()).hasSize(3);
            nanos.set(1_000_000_000);
            replay.copyUntil(clock.instant());
            assertThat(live()).hasSize(4).endsWith(line("07:01:00"));
        }
    }

    @Test
    void liveFileOfAnEarlierDemo_isReplaced() throws IOException {
        history("07:00:00");
        Files.createDirectories(directory.resolve("live"));
        Files.writeString(directory.resolve("live/shop.json"), "old\n");
        try (LogReplay replay = open(START)) {
            assertThat(live()).isEmpty();
            replay.copyUntil(START);
            assertThat(live()).containsExactly(line("07:00:00"));
        }
    }

    @Test
    void lineWithoutATime_isToldWithItsFile() throws IOException {
        Files.writeString(directory.resolve("shop.json"), "garbage\n");
        try (LogReplay replay = open(START)) {
            assertThatThrownBy(() -> replay.copyUntil(START))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("shop.json: a line does not begin with its time: garbage");
        }
    }

    private LogReplay open(Instant from) throws IOException {
        return LogReplay.open(directory.resolve("shop.json"), directory.resolve("live/shop.json"), from);
    }

    private List<String> live() throws IOException {
        return Files.readAllLines(directory.resolve("live/shop.json"));
    }

    private void history(String... times) throws IOException {
        Files.write(
                directory.resolve("shop.json"),
                List.of(times).stream().map(LogReplayTest::line).toList());
    }

    private static String line(String time) {
        return "{\"@timestamp\":\"2026-03-26T" + time + "Z\",\"message\":\"m\"}";
    }
}
