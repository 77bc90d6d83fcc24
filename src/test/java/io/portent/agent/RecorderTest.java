package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.metrics.StoreMeter;
import io.portent.store.Checkpoint;
import io.portent.store.Housekeeping;
import io.portent.store.SomeWindows;
import io.portent.store.SourcePosition;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.TimeSpan;
import io.portent.store.jdbc.JdbcStore;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    private static final Housekeeping.Retention KEEP = new Housekeeping.Retention(Duration.ofDays(90), 1L << 30);

    @TempDir
    private Path directory;

    private final Meter meter = new Meter();

    private static final class Meter implements StoreMeter {
        private final Map<String, Integer> failures = new ConcurrentHashMap<>();
        private final AtomicLong pending = new AtomicLong();

        @Override
        public void failed(String problem) {
            failures.merge(problem, 1, Integer::sum);
        }

        @Override
        public void dropped(long entries) {}

        @Override
        public void pending(long windows) {
            pending.set(windows);
        }
    }

    private static Checkpoint minutes(int from, int count) {
        return new Checkpoint(
                "agent",
                SomeWindows.minutes("shop", from, count),
                List.of(),
                List.of(new SourcePosition("app", "app.log", "inode 7", from + count, from + count)),
                Map.of());
    }

    private static List<Window> windows(Store store) {
        List<Window> all = new ArrayList<>();
        store.windowReader().windows(null, TimeSpan.ALL, all::add);
        return all;
    }

    private Recorder recorder(Supplier<Store> opening, Instant now) {
        return new Recorder(opening, KEEP, meter, () -> now);
    }

    private static Instant after(int minutes) {
        return SomeWindows.minutes("shop", minutes, 1).get(0).end();
    }

    @Test
    void aStoreThatIsLockedGetsAllOfItOnceItIsFree() throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("store.db");
        try (Recorder recorder = recorder(() -> JdbcStore.open(url, Duration.ofMillis(100)), after(30))) {
            recorder.start();
            recorder.checkpoint(minutes(0, 5));
            await().until(() -> meter.pending.get() == 0);
            try (Connection other = DriverManager.getConnection(url);
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                for (int i = 5; i < 20; i++) {
                    recorder.checkpoint(minutes(i, 1));
                }
                await().until(() -> meter.failures.containsKey("locked"));
                assertThat(meter.pending.get()).isPositive();
                statement.execute("ROLLBACK");
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> meter.pending.get() == 0);
            assertThat(windows(Objects.requireNonNull(recorder.store()))).isEqualTo(SomeWindows.minutes("shop", 0, 20));
            assertThat(recorder.behind()).isFalse();
        }
    }

    @Test
    void whatAnotherHasCountedStays() throws Exception {
        MemoryStore store = new MemoryStore();
        List<Window> counted = SomeWindows.minutes("shop", 3, 4);
        store.windowWriter().append("backfill", counted, List.of());
        try (Recorder recorder = recorder(() -> store, after(30))) {
            recorder.start();
            recorder.checkpoint(minutes(0, 10));
            await().until(() -> windows(store).size() == 10);
            assertThat(store.windowWriter().resume("agent").positions()).hasSize(1);
        }
    }

    @Test
    void aStoreThatCannotBeOpenedAtTheStartIsResumedFromLater() throws Exception {
        AtomicBoolean there = new AtomicBoolean();
        MemoryStore store = new MemoryStore();
        Recorder recorder = recorder(
                () -> {
                    if (!there.get()) {
                        throw new StoreException(Problem.UNREACHABLE, "nowhere", "nobody answers", null);
                    }
                    return store;
                },
                after(30));
        try (recorder) {
            recorder.start();
            recorder.checkpoint(minutes(0, 3));
            assertThat(recorder.store()).isNull();
            there.set(true);
            await().atMost(Duration.ofSeconds(20)).until(recorder::behind);
            assertThat(windows(store)).as("they would leave a hole before them").isEmpty();
            recorder.caughtUp();
            recorder.checkpoint(minutes(0, 6));
            await().until(() -> windows(store).size() == 6);
        }
        assertThat(meter.failures).containsKey("unreachable");
    }

    @Test
    void tooManyThatWaitAreGivenUpTogether() throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("store.db");
        try (Recorder recorder = recorder(() -> JdbcStore.open(url, Duration.ofMillis(100)), after(30))) {
            recorder.start();
            recorder.checkpoint(minutes(0, 5));
            await().until(() -> meter.pending.get() == 0);
            try (Connection other = DriverManager.getConnection(url);
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                recorder.checkpoint(minutes(5, Recorder.MOST_WINDOWS + 1));
                assertThat(recorder.behind()).isTrue();
                recorder.checkpoint(minutes(Recorder.MOST_WINDOWS + 6, 1));
                statement.execute("ROLLBACK");
            }
        }
        try (Store store = JdbcStore.open(url, Duration.ofSeconds(5))) {
            assertThat(windows(store)).isEqualTo(SomeWindows.minutes("shop", 0, 5));
        }
    }

    @Test
    void aClockThatJumpsAheadDoesNotMakeAllHistoryOld() throws Exception {
        MemoryStore store = new MemoryStore();
        try (Recorder recorder = recorder(() -> store, after(0).plus(Duration.ofDays(4_000)))) {
            recorder.start();
            recorder.checkpoint(minutes(0, 10));
            await().until(() -> windows(store).size() == 10);
            recorder.checkpoint(minutes(10, 1));
            await().until(() -> windows(store).size() >= 10 && meter.pending.get() == 0);
        }
        assertThat(windows(store)).hasSize(11);
    }

    @Test
    void whatWaitsAtTheEndIsWritten() {
        MemoryStore store = new MemoryStore();
        Recorder recorder = recorder(() -> store, after(30));
        recorder.start();
        recorder.checkpoint(minutes(0, 10));
        recorder.close();
        assertThat(windows(store)).hasSize(10);
    }
}
