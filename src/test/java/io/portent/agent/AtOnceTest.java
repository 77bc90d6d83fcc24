package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.FakeNetworks;
import io.portent.Histories;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.Severity;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.metrics.NoMetrics;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.parse.Template;
import io.portent.store.ForecastJournal;
import io.portent.window.Seen;
import io.portent.window.Window;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("NullAway.Init") // JUnit fills the directory
final class AtOnceTest {
    private static final AgentConfig CONFIG = ConfigFile.parse("test", """
            entity: shop
            window: {length: 1m, lateness: 30s}
            forecast: {data_window: 12, horizons: [5m]}
            model: {max_age: 10000d}
            """, Map.of());
    private static final Duration APART = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final AtomicLong nanos = new AtomicLong();
    private final List<AtOnce.Asked> asked = new CopyOnWriteArrayList<>();

    private static Seen seen(String template, Severity severity, boolean isNew) {
        LogEvent event = new LogEvent(
                Histories.START, severity, "a", "m", Map.of(), Map.of(), null, new Origin("app", "app.log", 1));
        return new Seen(event, template, List.of(), isNew);
    }

    private AtOnce atOnce(Duration apart, int most) {
        return new AtOnce(apart, () -> Set.of("herald"), nanos::get, most);
    }

    @Test
    void telling_isWhatAnnouncesIncidents_orIsNewAtWarnOrWorse() {
        try (AtOnce atOnce = atOnce(APART, 10);
                AtOnce never = atOnce(Duration.ZERO, 10)) {
            assertThat(atOnce.isTelling(seen("herald", Severity.INFO, false))).isTrue();
            assertThat(atOnce.isTelling(seen("other", Severity.WARN, true))).isTrue();
            assertThat(atOnce.isTelling(seen("other", Severity.FATAL, true))).isTrue();
            assertThat(atOnce.isTelling(seen("other", Severity.INFO, true))).isFalse();
            assertThat(atOnce.isTelling(seen("other", Severity.ERROR, false))).isFalse();
            assertThat(never.isTelling(seen("herald", Severity.ERROR, true))).isFalse();
        }
    }

    @Test
    void eachEntityIsAskedForOnceInTheTime_andOnlyThenAreItsWindowsLookedAt() {
        int[] looked = new int[1];
        try (AtOnce atOnce = atOnce(APART, 10)) {
            atOnce.start(asked::add);
            for (int second = 0; second < 25; second++) {
                nanos.set(Duration.ofSeconds(second).toNanos());
                atOnce.surprise("shop", Histories.START.plusSeconds(second), () -> {
                    looked[0]++;
                    return List.of();
                });
                atOnce.surprise("stock", Histories.START, List::of);
                int due = 2 * (second / 10 + 1);
                await().until(() -> asked.size() == due);
            }
        }
        assertThat(looked[0]).isEqualTo(3);
        assertThat(asked)
                .filteredOn(one -> one.entity().equals("shop"))
                .extracting(AtOnce.Asked::time)
                .containsExactly(Histories.START, Histories.START.plusSeconds(10), Histories.START.plusSeconds(20));
    }

    @Test
    void whileOneIsMade_theThreadThatAsksDoesNotWait_andTheLatestQuestionOfAnEntityCounts() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (AtOnce atOnce = atOnce(APART, 2)) {
            atOnce.start(one -> {
                busy.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                asked.add(one);
            });
            atOnce.surprise("first", Histories.minute(0), List::of);
            busy.await();
            for (int i = 1; i <= 3; i++) {
                nanos.set(i * APART.toNanos());
                atOnce.surprise("shop", Histories.minute(i), List::of);
            }
            go.countDown();
            await().until(() -> asked.size() == 2);
        }
        assertThat(asked.get(1).time()).isEqualTo(Histories.minute(3));
    }

    @Test
    void moreEntitiesThanAreFollowed_areNotAskedFor() {
        try (AtOnce atOnce = atOnce(APART, 2)) {
            atOnce.start(asked::add);
            for (int i = 0; i < 100; i++) {
                atOnce.surprise("pod" + i, Histories.START, List::of);
            }
            await().until(() -> asked.size() == 2);
            nanos.set(APART.toNanos());
            atOnce.surprise("later", Histories.START, List::of);
            await().until(() -> asked.size() == 3);
        }
        assertThat(asked).extracting(AtOnce.Asked::entity).contains("later");
    }

    private static String line(Instant at, String level, String message) {
        return "{\"@timestamp\":\"%s\",\"level\":\"%s\",\"message\":\"%s\"}%n".formatted(at, level, message);
    }

    @Test
    void anEngine_tellsOfTheLinesThatAreWrittenWhileItRuns_withTheWindowsAsTheyStand() throws IOException {
        AgentConfig config = ConfigFile.parse("test", """
                entity: shop
                sources: [{name: app, files: ["%s/app.json"], format: logstash}]
                window: {length: 1m, lateness: 30s}
                """.formatted(directory), Map.of());
        Path log = directory.resolve("app.json");
        Instant now = Histories.minute(10).plusSeconds(20);
        Files.writeString(
                log,
                line(now.minusSeconds(70), "ERROR", "never seen and read at the start")
                        + line(now.minusSeconds(60), "INFO", "done")
                        + line(now.minusSeconds(50), "INFO", "done"));
        try (AtOnce atOnce = atOnce(APART, 10);
                Engine engine = new Engine(
                        config,
                        null,
                        () -> now,
                        new NoMetrics(),
                        Past.none("agent", config, now),
                        (reader, checkpoint) -> {},
                        (reader, window) -> {})) {
            engine.tell(atOnce);
            atOnce.start(asked::add);
            engine.start();
            await().until(engine::caughtUp);
            String later = line(now.minusSeconds(15), "INFO", "something else happened here")
                    + line(now.minusSeconds(10), "WARN", "the pool is drained for good")
                    + line(now.minusSeconds(9), "WARN", "the pool is drained for good");
            Files.writeString(log, later, StandardOpenOption.APPEND);
            await().until(() -> !asked.isEmpty());
        }
        AtOnce.Asked one = asked.get(0);
        assertThat(asked).as("what was read at the start is no news").hasSize(1);
        assertThat(one.time()).isEqualTo(now.minusSeconds(10));
        assertThat(one.open()).extracting(Window::start).containsExactly(Histories.minute(9), Histories.minute(10));
        assertThat(one.open().get(1).severities()).isEqualTo(Map.of(Severity.INFO, 1, Severity.WARN, 1));
    }

    private static Window window(int minute, int count) {
        return Histories.window("shop", minute, Map.of(Severity.INFO, 1), Map.of("k", count), Map.of());
    }

    @Test
    void openWindows_goOnWhereTheClosedEnd_andAHoleOrTooFewGiveNothing() {
        List<Window> closed = new ArrayList<>();
        for (int minute = 0; minute < 11; minute++) {
            closed.add(window(minute, 1));
        }
        Instant now = Histories.minute(12).plusSeconds(30);
        AtOnce.Asked two = new AtOnce.Asked("shop", now, List.of(window(11, 8), window(12, 4)));

        List<Window> all = OpenWindows.with(closed, two, 12);
        assertThat(all).hasSize(12);
        assertThat(all.get(0).start()).isEqualTo(Histories.minute(1));
        assertThat(all.get(10)).isEqualTo(window(11, 8));
        assertThat(all.get(11).templates()).isEqualTo(Map.of("k", 8));
        assertThat(OpenWindows.with(closed, two, 14)).isEmpty();
        assertThat(OpenWindows.with(List.of(), two, 2)).isEmpty();
        assertThat(OpenWindows.with(closed.subList(0, 10), two, 2)).as("a hole").isEmpty();
        closed.add(window(11, 9));
        assertThat(OpenWindows.with(closed, two, 12).get(10))
                .as("closed meanwhile")
                .isEqualTo(window(11, 9));
        closed.add(window(12, 9));
        assertThat(OpenWindows.with(closed, two, 12).get(11)).as("all of it").isEqualTo(window(12, 9));
    }

    /** Chances rise with what the window counts. */
    @Test
    void itIsShownUntilARunHasSeenAsMuch_andIsNeverJournalled() throws IOException {
        Instant[] now = {Histories.minute(12).plusSeconds(30)};
        List<ForecastJournal.Entry> journal = new ArrayList<>();
        PrometheusMetrics metrics = new PrometheusMetrics(10, false);
        ForecastRun run = new ForecastRun(
                CONFIG,
                () -> now[0],
                metrics,
                new OutcomeKeeper(new NoMetrics(), Duration.ZERO, outcome -> {}),
                new LiveDrift(),
                journal::addAll);
        ModelDirectory.Named model = SomeModel.named("one", CONFIG, Histories.START, List.of(new Template("k", "k")));
        LiveWindows live = new LiveWindows(12);
        for (int minute = 0; minute < 12; minute++) {
            live.add(window(minute, 1));
        }
        HealthHistory health = new HealthHistory(List.of(), HealthState.GREEN);
        Explaining explaining = new Explaining(new LastLines(0, Settings.entities(CONFIG)), null);
        FakeNetworks networks =
                new FakeNetworks((seed, fits, memory, output) -> (float) (1 / (1 + Math.exp(4 - 0.2 * memory))));
        try (Predictor predictor = new Predictor(CONFIG, model, networks)) {
            run.run(live, predictor, explaining, health, null);
            Forecast first = run.published().get(0);
            AtOnce.Asked question = new AtOnce.Asked("shop", now[0], List.of(window(12, 5_000)));
            assertThat(run.runAtOnce(question, live, predictor, explaining, health))
                    .isTrue();
            Forecast ahead = run.published().get(0);
            assertThat(ahead.time()).isEqualTo(now[0]);
            assertThat(ahead.horizons().get(0).green())
                    .isLessThan(first.horizons().get(0).green());
            run.run(live, predictor, explaining, health, null);
            assertThat(run.published()).as("the run has not seen it yet").containsExactly(ahead);
            live.add(window(12, 1));
            now[0] = Histories.minute(13).plusSeconds(31);
            run.run(live, predictor, explaining, health, null);
            assertThat(run.published().get(0).time()).isEqualTo(Histories.minute(13));
            assertThat(run.runAtOnce(question, live, predictor, explaining, health))
                    .as("more has been seen by now")
                    .isFalse();
        }
        StringWriter page = new StringWriter();
        metrics.write(page, null);
        assertThat(page.toString()).contains("portent_forecasts_at_once_total 1.0");
        assertThat(journal)
                .extracting(entry -> entry.forecast().time())
                .containsExactly(Histories.minute(12), Histories.minute(12), Histories.minute(13));
    }
}
