package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.portent.Histories;
import io.portent.SmallService;
import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.event.LogEvent;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.metrics.HorizonLabel;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.pipeline.EventPipeline;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promise that what was scored is what serves: for the same moments the agent's live path gives the very forecasts
 * that {@code evaluate --forecasts} writes.
 */
@ParameterizedClass
@SuppressWarnings("NullAway.Init") // JUnit calls what fills them
@ValueSource(strings = {"simple-rnn", "bidirectional-lstm"})
final class LiveEqualsEvaluateTest {
    private static final int LEARNT = 1_600;
    private static final int MINUTES = 1_700;
    private static final InstantSource LATER = InstantSource.fixed(Histories.minute(MINUTES + 5));
    private static final Dl4jNetworks NETWORKS = new Dl4jNetworks();

    @TempDir
    static Path directory;

    private static AgentConfig config;
    private static ModelDirectory.Named model;
    private static Map<String, Row> rows;

    /** What evaluate wrote of one moment, entity and horizon; chances are NaN where it said unknown. */
    private record Row(double green, double orange, double red, String state) {
        static Row of(HorizonForecast forecast) {
            String state =
                    forecast.state() == null ? "unknown" : forecast.state().label();
            return new Row(forecast.green(), forecast.orange(), forecast.red(), state);
        }

        boolean isCloseTo(Row other) {
            return isClose(green, other.green)
                    && isClose(orange, other.orange)
                    && isClose(red, other.red)
                    && state.equals(other.state);
        }

        private static boolean isClose(double one, double other) {
            return Math.abs(one - other) < 1e-6 || (Double.isNaN(one) && Double.isNaN(other));
        }
    }

    @Parameter
    String network = "";

    @BeforeParameterizedClassInvocation
    static void train(String network) throws IOException {
        SmallService.write(directory, 0, MINUTES, 5);
        config = SmallService.config(
                directory, directory.resolve(network), "ensemble: 2, epochs: 2, network: " + network);
        Training training = new Training(config, NETWORKS, LATER, (doing, events) -> {}, new Patient());
        Instant until = Histories.minute(LEARNT);
        training.train(new Training.Split(Histories.START, until, until, false));
        model = Objects.requireNonNull(new ModelDirectory(config.model().directory()).champion());
        Path csv = directory.resolve("forecasts.csv");
        new Evaluating(config, NETWORKS, LATER, (doing, events) -> {}).evaluate(model, until, null, csv);
        rows = read(csv);
        assertThat(model.bundle().codec().features()).as("novelty is learnt").contains("NEW_TEMPLATES");
        assertThat(rows).hasSize(3 * 2 * (MINUTES - LEARNT + 1));
        assertThat(rows.values().stream().map(Row::state)).contains("green", "red");
    }

    private static Map<String, Row> read(Path csv) throws IOException {
        Map<String, Row> rows = new HashMap<>();
        for (String line : Files.readAllLines(csv).stream().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            Row row = new Row(chance(cells[3]), chance(cells[4]), chance(cells[5]), cells[6]);
            rows.put(key(Instant.parse(cells[0]), cells[1], Duration.ofSeconds(Long.parseLong(cells[2]))), row);
        }
        return rows;
    }

    private static double chance(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    private static String key(Instant time, String entity, Duration horizon) {
        return time + " " + entity + " " + horizon;
    }

    /** @return the rows that it was compared with */
    private static Set<String> assertAsEvaluated(Forecast forecast) {
        Set<String> keys = new HashSet<>();
        for (HorizonForecast horizon : forecast.horizons()) {
            String key = key(forecast.time(), forecast.entity(), horizon.horizon());
            Row row = rows.get(key);
            if (row == null || !row.isCloseTo(Row.of(horizon))) {
                fail("%s: live %s, evaluated %s".formatted(key, horizon, row));
            }
            keys.add(key);
        }
        return keys;
    }

    /** The clock ticks at random between the events, as it does when a daemon waits for lines. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void daemonFedEventByEvent_forecastsWhatEvaluateWrote(long seed) throws IOException {
        Random random = new Random(seed);
        Bundle bundle = model.bundle();
        LiveWindows live = new LiveWindows(config.forecast().dataWindow());
        EventPipeline pipeline = new EventPipeline(
                config.window(),
                Settings.windowLimits(config),
                Settings.entities(config),
                Lookback.recogniser(bundle),
                live::add);
        HealthHistory health = LabelReading.of(config).alone();
        Set<String> compared = new HashSet<>();
        SourceConfig source = config.sources().get(0);
        Instant from = Lookback.before(bundle.card().trainedUntil(), bundle);
        try (Predictor predictor = new Predictor(config, model, NETWORKS);
                FileEvents events =
                        new FileEvents(source, directory.resolve("app.json"), 1 << 16, LATER, (read, lines) -> {})) {
            for (LogEvent event = events.next(); event != null; event = events.next()) {
                if (!event.time().isBefore(from)) {
                    pipeline.accept(event, event.time().plusMillis(random.nextInt(1000)));
                    if (random.nextInt(3) == 0) {
                        pipeline.advanceTo(event.time().plusSeconds(random.nextInt(10)));
                    }
                    compare(predictor, live, health, compared);
                }
            }
            pipeline.advanceTo(Histories.minute(MINUTES).minusSeconds(30));
            compare(predictor, live, health, compared);
            pipeline.finish();
            compare(predictor, live, health, compared);
        }
        assertThat(compared).hasSize(rows.size());
        assertThat(pipeline.counts().late()).isZero();
    }

    /** Whatever window was closed last is forecast from; what was compared before is not asked again. */
    private static void compare(Predictor predictor, LiveWindows live, HealthHistory health, Set<String> compared) {
        live.snapshot().forEach((entity, windows) -> {
            Window last = windows.get(windows.size() - 1);
            String key = key(last.end(), entity, Duration.ofMinutes(5));
            if (rows.containsKey(key) && !compared.contains(key)) {
                compared.addAll(assertAsEvaluated(predictor.forecast(entity, windows, health, last.end())));
            }
        });
    }

    @Test
    void forecastOfAnyMoment_isWhatEvaluateWrote() throws IOException {
        Forecasting forecasting = new Forecasting(config, NETWORKS, LATER, (doing, events) -> {});
        for (int minute = LEARNT; minute <= MINUTES; minute += 12) {
            List<Forecast> forecasts =
                    forecasting.forecast(model, Histories.minute(minute)).forecasts();
            assertThat(forecasts).hasSize(2);
            forecasts.forEach(LiveEqualsEvaluateTest::assertAsEvaluated);
        }
    }

    @Test
    void replayedPage_showsTheLastOfThem() throws IOException {
        String page = new Replay(config, NETWORKS, LATER).page(model);
        for (String entity : List.of("shop", "stock")) {
            for (Duration horizon : Settings.horizons(config).horizons()) {
                Row row = Objects.requireNonNull(rows.get(key(Histories.minute(MINUTES), entity, horizon)));
                String sample = "portent_forecast_probability_ratio{entity=\"%s\",horizon=\"%s\",state=\"red\",} "
                        .formatted(entity, HorizonLabel.of(horizon));
                String value = page.lines()
                        .filter(line -> line.startsWith(sample))
                        .map(line -> line.substring(sample.length()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(sample + " is missing in " + page));
                assertThat(Math.abs(Double.parseDouble(value) - row.red())).isLessThan(1e-6);
            }
        }
    }
}
