package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.store.Store;
import io.portent.store.StoreException.Problem;
import io.portent.store.jdbc.JdbcStore;
import io.portent.window.Window;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real agents with real files read one growing log, each with a trouble of its own, beside one that is left alone. While it
 * lasts forecasts go on, it is counted and said once; when it is over that is said once, and each has stored what the one has
 * that was left alone. All at a time, since most of it is waiting.
 */
final class StoreTroubleTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String RUNS = "portent_forecast_runs_total";
    private static final boolean PATIENT = Boolean.getBoolean("portent.patient");
    private static final long SEED = Long.getLong("portent.seed", 1);

    @TempDir
    private Path directory;

    private final List<RunningAgent> agents = new ArrayList<>();
    private List<Trouble> troubles = List.of();

    /** A trouble, whose agent goes through it, and what came of that. */
    private final class Case {
        private final Trouble trouble;
        private final RunningAgent agent;

        Case(Trouble trouble) {
            this.trouble = trouble;
            this.agent =
                    new RunningAgent(directory, trouble.data().getFileName().toString(), trouble::url);
        }

        void goThrough() throws Exception {
            trouble.prepare();
            agent.start().awaitServing();
            if (!trouble.isThereFromTheStart()) {
                await(trouble.name() + ": stored").atMost(LIMIT).until(() -> windows(trouble.url()) >= 3);
            }
            trouble.strike(agent);
            await(trouble.name() + ": counted").atMost(LIMIT).until(() -> errors(trouble.problem()) > 0);
            forecastsGoOn();
            assertThat(agent.said("the store fails, forecasts go on"))
                    .as(agent.log(40))
                    .isEqualTo(1);
            trouble.mend(agent);
            await(trouble.name() + ": works again")
                    .atMost(LIMIT)
                    .until(() -> agent.said("the store works again") > 0
                            && agent.metric("portent_store_pending_windows") == 0);
            forecastsGoOn();
        }

        private double errors(Problem problem) throws Exception {
            return agent.metric("portent_store_errors_total{problem=\"" + StoreTrouble.label(problem) + "\",}");
        }

        private void forecastsGoOn() throws Exception {
            double before = agent.metric(RUNS);
            await(trouble.name() + ": forecasts").atMost(LIMIT).until(() -> agent.metric(RUNS) >= before + 2);
            assertThat(agent.metric("portent_forecast_run_failures_total")).isZero();
        }

        void finish(Instant last) throws Exception {
            awaitWindow(trouble.url(), last);
            for (Problem problem : Problem.values()) {
                assertThat(errors(problem) > 0).as("%s is counted", problem).isEqualTo(problem == trouble.problem());
            }
            assertThat(agent.said("the store fails")).as(agent.log(40)).isEqualTo(1);
            assertThat(agent.said("the store works again")).as(agent.log(40)).isEqualTo(1);
            agent.stop();
        }

        void compare(Map<String, Window> expected, Instant last) {
            try (JdbcStore store = JdbcStore.open(agent.store(), Duration.ofSeconds(5))) {
                Map<String, Window> actual = until(last, store);
                assertThat(actual.keySet()).isEqualTo(expected.keySet());
                expected.forEach((key, window) -> assertThat(actual.get(key)).isEqualTo(window));
                store.check();
            }
        }
    }

    private static long windows(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM portent_window")) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static void awaitWindow(String url, Instant start) {
        String there = "SELECT 1 FROM portent_window WHERE start >= " + start.toEpochMilli();
        await(url + " has the last window").atMost(LIMIT).ignoreExceptions().until(() -> {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(there)) {
                return rows.next();
            }
        });
    }

    /** After the last line the clock closes windows, sooner or later. */
    private static Map<String, Window> until(Instant last, Store store) {
        Map<String, Window> windows = new TreeMap<>(ResolvedWindows.of(store));
        windows.values().removeIf(window -> window.start().isAfter(last));
        return windows;
    }

    @AfterEach
    void close() throws Exception {
        agents.forEach(RunningAgent::close);
        for (Trouble one : troubles) {
            one.end();
        }
    }

    @TestFactory
    Stream<DynamicTest> forecastsGoOnAndNothingIsLost() throws Exception {
        RunningAgent alone = new RunningAgent(directory, "alone", () -> "jdbc:sqlite:" + directory.resolve("alone.db"));
        troubles = Trouble.all(directory, PATIENT);
        List<Case> cases = troubles.stream().map(Case::new).toList();
        agents.add(alone);
        cases.forEach(one -> agents.add(one.agent));
        Map<Case, Throwable> failures = new ConcurrentHashMap<>();
        Instant last;
        try (GrowingLog log = new GrowingLog(directory.resolve("app.log"), InstantSource.system(), SEED)) {
            await().until(() -> log.last() != null);
            alone.start();
            allAtATime(cases, failures, Case::goThrough);
            log.end();
            last = Objects.requireNonNull(log.last()).truncatedTo(ChronoUnit.SECONDS);
        }
        allAtATime(cases, failures, one -> one.finish(last));
        awaitWindow(alone.store(), last);
        alone.stop();
        Map<String, Window> expected;
        try (JdbcStore store = JdbcStore.open(alone.store(), Duration.ofSeconds(5))) {
            expected = until(last, store);
        }
        assertThat(expected).as("seconds of log").hasSizeGreaterThan(10);
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(one.trouble.name(), () -> {
                    Throwable failed = failures.get(one);
                    if (failed != null) {
                        throw failed;
                    }
                    one.compare(expected, last);
                }));
    }

    /** A part of what befalls each. */
    private interface Part {
        void of(Case one) throws Exception;
    }

    private static void allAtATime(List<Case> cases, Map<Case, Throwable> failures, Part part)
            throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        for (Case one : cases) {
            if (!failures.containsKey(one)) {
                threads.execute(() -> tried(one, failures, part));
            }
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
    }

    private static void tried(Case one, Map<Case, Throwable> failures, Part part) {
        try {
            part.of(one);
        } catch (Throwable failed) {
            failures.put(one, failed);
        }
    }
}
