package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.portent.forecast.Forecast;
import io.portent.metrics.StoreMeter;
import io.portent.store.Checkpoint;
import io.portent.store.ForecastJournal;
import io.portent.store.Housekeeping;
import io.portent.store.OutcomeLog;
import io.portent.store.SomeWindows;
import io.portent.store.SourcePosition;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.TimeSpan;
import io.portent.store.jdbc.JdbcStore;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Stores that fail in one way after the other: what is counted, said, and there in the end. */
class RecorderTroubleTest {
    private static final Housekeeping.Retention KEEP = new Housekeeping.Retention(Duration.ofDays(90), 1L << 30);

    @TempDir
    private Path directory;

    private final Meter meter = new Meter();
    private final Said said = new Said();
    private final AtomicReference<Instant> clock = new AtomicReference<>(SomeWindows.start(30));

    private static final class Meter implements StoreMeter {
        private final Map<String, Integer> failures = new ConcurrentHashMap<>();
        private final AtomicLong pending = new AtomicLong();
        private final AtomicLong dropped = new AtomicLong();

        @Override
        public void failed(String problem) {
            failures.merge(problem, 1, Integer::sum);
        }

        @Override
        public void dropped(long entries) {
            dropped.addAndGet(entries);
        }

        @Override
        public void pending(long windows) {
            pending.set(windows);
        }
    }

    private static final class Said extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }

        long count(String part) {
            return lines.stream().filter(line -> line.contains(part)).count();
        }
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Recorder.class.getPackageName());
    }

    @BeforeEach
    void listen() {
        said.start();
        logger().addAppender(said);
        logger().setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(said);
        logger().setLevel(null);
    }

    private Recorder recorder(Supplier<Store> opening) {
        return new Recorder(opening, KEEP, meter, clock::get, Duration.ofMillis(20));
    }

    private static Checkpoint minutes(int from, int count) {
        return new Checkpoint(
                "agent",
                SomeWindows.minutes("shop", from, count),
                List.of(),
                List.of(new SourcePosition("app", "app.log", "inode 7", from + count, from + count)),
                Map.of("clock", "at " + from));
    }

    private static List<Window> windows(Store store) {
        List<Window> all = new ArrayList<>();
        store.windowReader().windows(null, TimeSpan.ALL, all::add);
        return all;
    }

    /** Then the windows do not say that the clock is wrong. */
    @Test
    void aClockThatJumpsAheadTogetherWithTheLogsTakesADayOfTheOldestAtMost() {
        int day = 1_440;
        int later = 400 * day;
        MemoryStore store = new MemoryStore();
        store.windowWriter().append("agent", SomeWindows.minutes("shop", 0, 3 * day), List.of());
        clock.set(SomeWindows.start(later + 5));
        try (Recorder recorder = recorder(() -> store)) {
            recorder.start();
            recorder.checkpoint(minutes(later, 5));
            await().until(() ->
                    windows(store).get(windows(store).size() - 1).start().equals(SomeWindows.start(later + 4)));
        }
        assertThat(windows(store))
                .hasSizeGreaterThanOrEqualTo(2 * day)
                .contains(SomeWindows.usual("shop", 3 * day - 1));
    }

    /** One that throws what it is told to, for each commit, and is a whole one otherwise. */
    private static Store failing(Store whole, Queue<RuntimeException> failures) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("windowWriter") && !failures.isEmpty()) {
                        throw failures.remove();
                    }
                    try {
                        return method.invoke(whole, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });
    }

    private static StoreException problem(Problem problem) {
        return new StoreException(problem, "somewhere", "it is " + problem, null);
    }

    @Test
    void aDefectIsCountedAndSaidOnceAndWhatWaitsIsTriedAgain() {
        MemoryStore store = new MemoryStore();
        Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>(List.of(
                new IllegalStateException("a"), new IllegalArgumentException("b"), new IllegalStateException("c")));
        try (Recorder recorder = recorder(() -> failing(store, failures))) {
            recorder.start();
            recorder.checkpoint(minutes(0, 5));
            await().until(() -> said.count("the store works again") == 1);
            assertThat(windows(store)).hasSize(5);
        }
        assertThat(meter.failures).containsExactly(Map.entry("other", 3));
        assertThat(said.count("the store fails")).isEqualTo(1);
    }

    @Test
    void eachKindIsSaidOnceHoweverTheyAlternate() {
        MemoryStore store = new MemoryStore();
        Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 5; i++) {
            failures.add(problem(Problem.LOCKED));
            failures.add(problem(Problem.UNREACHABLE));
        }
        try (Recorder recorder = recorder(() -> failing(store, failures))) {
            recorder.start();
            recorder.checkpoint(minutes(0, 5));
            await().until(() -> said.count("the store works again") == 1);
        }
        assertThat(meter.failures).containsOnly(Map.entry("locked", 5), Map.entry("unreachable", 5));
        assertThat(said.count("the store fails")).isEqualTo(2);
        assertThat(windows(store)).hasSize(5);
    }

    @Test
    void whatIsJournalledWhileItFailsIsThereInTheEnd() {
        MemoryStore store = new MemoryStore();
        Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        try (Recorder recorder = recorder(() -> failing(store, failures))) {
            recorder.start();
            for (int i = 0; i < 20; i++) {
                failures.add(problem(Problem.DISK_FULL));
                recorder.checkpoint(minutes(i, 1));
                recorder.forecasts(List.of(forecast(i)));
                recorder.outcome(outcome(i));
            }
            await().until(() -> said.count("the store works again") == 1);
        }
        List<ForecastJournal.Entry> made = new ArrayList<>();
        store.forecasts().forecasts(null, TimeSpan.ALL, made::add);
        assertThat(made)
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> forecast(i)).toList());
        assertThat(store.outcomes().outcomes(TimeSpan.ALL))
                .isEqualTo(IntStream.range(0, 20).mapToObj(i -> outcome(i)).toList());
    }

    private static ForecastJournal.Entry forecast(int minute) {
        return new ForecastJournal.Entry(
                Forecast.unknown("shop", SomeWindows.start(minute), List.of(Duration.ofMinutes(5)), "no model"),
                "",
                false);
    }

    private static OutcomeLog.Outcome outcome(int millis) {
        return new OutcomeLog.Outcome(
                "shop", "v1", OutcomeLog.Kind.FALSE_ALARM, SomeWindows.START.plusMillis(millis), null);
    }

    @Test
    void windowsThatAnotherAgentHasAreCountedAsConflicts() {
        MemoryStore store = new MemoryStore();
        store.windowWriter().append("another", SomeWindows.minutes("shop", 3, 4), List.of());
        try (Recorder recorder = recorder(() -> store)) {
            recorder.start();
            recorder.checkpoint(minutes(0, 5));
            await().until(() -> windows(store).size() == 7);
            recorder.checkpoint(minutes(5, 5));
            await().until(() -> windows(store).size() == 10);
        }
        assertThat(meter.failures).containsExactly(Map.entry("conflict", 2));
        assertThat(said.count("that another has counted")).isEqualTo(1);
    }

    @Test
    void outcomesThatWaitAreBoundedAndWhatIsLeftOutIsCounted() {
        Recorder recorder = recorder(() -> {
            throw problem(Problem.UNREACHABLE);
        });
        try (recorder) {
            recorder.start();
            for (int i = 0; i < Backlog.MOST_JOURNALLED + 7; i++) {
                recorder.outcome(outcome(i));
            }
            assertThat(meter.dropped).hasValue(7);
        }
    }

    private JdbcStore open() {
        try {
            Files.createDirectories(directory.resolve("data"));
        } catch (IOException e) {
            throw problem(Problem.MISSING);
        }
        return JdbcStore.open("jdbc:sqlite:" + directory.resolve("data/store.db"), Duration.ofMillis(200));
    }

    @Test
    void aStoreThatWasRemovedIsMadeAnewAndResumedFrom() throws IOException {
        try (Recorder recorder = recorder(this::open)) {
            recorder.start();
            recorder.checkpoint(minutes(0, 5));
            await().until(() -> meter.pending.get() == 0);
            delete(directory.resolve("data"));
            recorder.checkpoint(minutes(5, 1));
            await().until(recorder::behind);
            assertThat(windows(Objects.requireNonNull(recorder.store())))
                    .as("they would leave a hole before them")
                    .isEmpty();
            recorder.caughtUp();
            recorder.checkpoint(minutes(0, 7));
            await().until(() -> meter.pending.get() == 0 && said.count("the store works again") == 1);
            assertThat(windows(Objects.requireNonNull(recorder.store()))).isEqualTo(SomeWindows.minutes("shop", 0, 7));
        }
        assertThat(meter.failures).containsOnlyKeys("missing");
        assertThat(said.count("the store fails")).isEqualTo(1);
    }

    /** Out of the way at once, then for good: whoever tries the store again would make files in it meanwhile. */
    private static void delete(Path folder) throws IOException {
        Path gone = Files.move(folder, folder.resolveSibling("gone"));
        try (Stream<Path> files = Files.list(gone)) {
            for (Path one : files.toList()) {
                Files.delete(one);
            }
        }
        Files.delete(gone);
    }

    @Test
    void aStoreThatComesBackAsItWasIsGoneOnWith() throws IOException {
        Path data = directory.resolve("data");
        Path away = directory.resolve("away");
        try (Recorder recorder = recorder(() -> {
            if (Files.isDirectory(away)) {
                throw problem(Problem.MISSING);
            }
            return open();
        })) {
            recorder.start();
            recorder.checkpoint(minutes(0, 5));
            await().until(() -> meter.pending.get() == 0);
            Files.move(data, away);
            recorder.checkpoint(minutes(5, 1));
            await().until(() -> meter.failures.getOrDefault("missing", 0) > 3);
            recorder.checkpoint(minutes(6, 1));
            Files.move(away, data);
            await().until(() -> meter.pending.get() == 0);
            assertThat(recorder.behind()).isFalse();
            assertThat(windows(Objects.requireNonNull(recorder.store()))).isEqualTo(SomeWindows.minutes("shop", 0, 7));
        }
        assertThat(said.count("the store fails")).isEqualTo(1);
        assertThat(said.count("the store works again")).isEqualTo(1);
    }

    @Test
    void whatOthersMeetWhenTheyAskTheStoreIsCounted() throws IOException {
        try (Recorder recorder = recorder(this::open)) {
            recorder.start();
            Store store = Objects.requireNonNull(recorder.store());
            assertThat(store.labels().labels(TimeSpan.ALL)).isEmpty();
            delete(directory.resolve("data"));
            assertThatThrownBy(() -> store.labels().labels(TimeSpan.ALL)).isInstanceOf(StoreException.class);
            assertThat(meter.failures).containsExactly(Map.entry("missing", 1));
        }
    }

    /** A connection that has its pages in memory writes on for hours; who reads is the first to meet the damage. */
    @Test
    void aStoreThatAnybodyFoundDamagedIsNotWrittenToUntilItIsWhole() throws Exception {
        Path file = directory.resolve("data/store.db");
        // A try that had opened the file before it went out of the way would find it missing: another trouble, with
        // words of its own.
        Object turn = new Object();
        try (Recorder recorder = recorder(() -> {
            synchronized (turn) {
                return open();
            }
        })) {
            recorder.start();
            recorder.checkpoint(minutes(0, 5));
            await().until(() -> meter.pending.get() == 0);
            Damage.pages(file);
            Store store = Objects.requireNonNull(recorder.store());
            assertThatThrownBy(() -> store.labels().labels(TimeSpan.ALL)).isInstanceOf(StoreException.class);
            recorder.checkpoint(minutes(5, 1));
            await().until(() -> meter.failures.getOrDefault("corrupt", 0) > 3);
            assertThat(recorder.store()).isNull();
            assertThat(meter.pending).hasValue(1);
            synchronized (turn) {
                delete(directory.resolve("data"));
            }
            await().until(recorder::behind);
            recorder.caughtUp();
            recorder.checkpoint(minutes(0, 7));
            await().until(() -> said.count("the store works again") == 1);
            assertThat(windows(Objects.requireNonNull(recorder.store()))).isEqualTo(SomeWindows.minutes("shop", 0, 7));
        }
        assertThat(meter.failures).containsOnlyKeys("corrupt");
        assertThat(said.count("the store fails")).isEqualTo(1);
        assertThat(said.count("is damaged")).isEqualTo(1);
    }
}
