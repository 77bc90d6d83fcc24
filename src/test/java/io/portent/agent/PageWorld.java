package io.portent.agent;

import io.portent.bundle.Card;
import io.portent.bundle.CardScore;
import io.portent.bundle.file.ModelSummary;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.explain.Explanation;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.Observed;
import io.portent.metrics.HorizonLabel;
import io.portent.store.ForecastJournal;
import io.portent.store.Store;
import io.portent.store.memory.MemoryStore;
import io.portent.web.MetricsPage;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A web server with the real routes and a real store, whose entities stand as a test wants them to. */
final class PageWorld implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-04T14:30:00Z");
    static final String TOKEN = "a-token-of-this-test";
    private static final List<Duration> HORIZONS =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));

    final Store store = new MemoryStore();
    final List<Exception> failures = new CopyOnWriteArrayList<>();
    volatile List<Forecast> forecasts = List.of();
    volatile Map<String, Explanation> explanations = Map.of();
    volatile Optional<String> notReady = Optional.empty();
    volatile List<Observed> observed = List.of();
    volatile @Nullable HealthHistory health;
    volatile String models = "{\"models\":[],\"retraining\":null}";
    volatile boolean storeFails;
    volatile Instant now;
    private final WebServer server;

    PageWorld(boolean writing, boolean logText) {
        this(writing, logText, NOW);
    }

    PageWorld(boolean writing, boolean logText, Instant began) {
        now = began;
        AgentConfig config =
                ConfigFile.parse("page", writing ? "web: {token: " + TOKEN + "}\n" : "entity: shop\n", Map.of());
        WebPages pages = new WebPages(
                "0.1.0",
                new NoMetricsPage(),
                () -> forecasts,
                () -> notReady,
                () -> models.contains("champion") ? Optional.of("20260302T143000Z-lstm-5f01c2ab") : Optional.empty(),
                () -> models,
                HorizonLabel::of,
                () -> explanations,
                logText,
                new StoredChronicle(() -> config, () -> observed, () -> health, this::open, () -> now));
        this.server = new WebServer(
                "127.0.0.1",
                0,
                pages,
                new LabelInbox(config, this::open, () -> now),
                WebGuard.of(config, System::nanoTime, problem -> {}, refusal -> {}),
                failures::add);
    }

    private Store open() {
        if (storeFails) {
            throw new io.portent.store.StoreException(
                    io.portent.store.StoreException.Problem.UNREACHABLE, "store.url", "the disk is away", null);
        }
        return store;
    }

    PageWorld start() throws IOException {
        server.start();
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    /** With a model whose card has scores. */
    PageWorld withModel() throws IOException {
        List<CardScore> scores = new ArrayList<>();
        for (int i = 0; i < HORIZONS.size(); i++) {
            scores.add(new CardScore(
                    "logistic", HealthState.RED, HORIZONS.get(i), 20_000, 120 << i, 0.4, 0.02, 0.08, 0.004, 0.21, 0.2));
            scores.add(new CardScore(
                    "lstm",
                    HealthState.RED,
                    HORIZONS.get(i),
                    20_000,
                    120 << i,
                    0.6 - i * 0.05,
                    0.01,
                    0.05,
                    0.002,
                    0.4 - i * 0.08,
                    0));
        }
        Instant until = NOW.minus(Duration.ofDays(2));
        Card card = new Card(
                until.minus(Duration.ofDays(60)),
                until,
                List.of(),
                4,
                86_400,
                2_400_000,
                180,
                150,
                Map.of("red", 40),
                Map.of("red", 40),
                new Card.BacktestCard(until, until, until.plus(Duration.ofDays(2)), scores),
                null,
                null,
                Map.of());
        models = ModelSummary.json(
                List.of(new ModelSummary(
                        "20260302T143000Z-lstm-5f01c2ab", List.of("champion"), null, "lstm", card, null)),
                null);
        return this;
    }

    /** Shown from now on. */
    void show(List<Forecast> all, @Nullable HealthState state) {
        forecasts = List.copyOf(all);
        observed = all.stream().map(one -> new Observed(one.entity(), state)).toList();
    }

    /** A forecast a minute over so many minutes, in which the chances rise twice; labels that say red once of it. */
    void past(String entity, int minutes) {
        record(entity, now, minutes);
        Instant from = now.minus(Duration.ofMinutes(minutes));
        Instant failed = from.plus(Duration.ofMinutes(185));
        health = new HealthHistory(
                List.of(
                        new Label(entity, HealthState.GREEN, from, failed, "file", ""),
                        new Label(entity, HealthState.RED, failed, failed.plusSeconds(1200), "file", ""),
                        new Label(entity, HealthState.GREEN, failed.plusSeconds(1200), null, "file", "")),
                null);
    }

    /** Forecasts of a past that ends then. */
    void record(String entity, Instant end, int minutes) {
        Instant from = end.minus(Duration.ofMinutes(minutes));
        List<ForecastJournal.Entry> entries = new ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            double red = minutes - i < 25
                    ? 0.03 + 0.7 * (25 - (minutes - i)) / 25
                    : i > 150 && i < 185 ? 0.02 + 0.9 * (i - 150) / 35 : 0.01 + 0.006 * (i % 7);
            Forecast one = i % 190 == 40
                    ? Forecast.unknown(entity, from.plus(Duration.ofMinutes(i)), HORIZONS, "stale input")
                    : forecast(entity, from.plus(Duration.ofMinutes(i)), red);
            entries.add(new ForecastJournal.Entry(one, "m", false));
        }
        store.forecasts().record(entries);
    }

    static Forecast forecast(String entity, double red) {
        return forecast(entity, NOW.minusSeconds(4), red);
    }

    static Forecast forecast(String entity, Instant time, double red) {
        List<HorizonForecast> horizons = new ArrayList<>();
        double[] shares = {0.25, 0.6, 1};
        for (int i = 0; i < shares.length; i++) {
            double r = red * shares[i];
            double orange = Math.min(1 - r, 0.02 + r / 3);
            HealthState state = r > 0.35 ? HealthState.RED : r + orange > 0.3 ? HealthState.ORANGE : HealthState.GREEN;
            horizons.add(new HorizonForecast(HORIZONS.get(i), 1 - r - orange, orange, r, state));
        }
        return new Forecast(entity, time, horizons, null);
    }

    static Forecast unknown(String entity, String why) {
        return Forecast.unknown(entity, NOW.minusSeconds(4), HORIZONS, why);
    }

    private static final class NoMetricsPage implements MetricsPage {
        @Override
        public String contentType(@Nullable String accept) {
            return "text/plain";
        }

        @Override
        public void write(Writer out, @Nullable String accept) {
            // Nothing is measured here.
        }
    }

    void fallSilent() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
