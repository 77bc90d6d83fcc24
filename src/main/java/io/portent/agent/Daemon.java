package io.portent.agent;

import io.portent.bundle.file.BadBundleException;
import io.portent.bundle.file.ModelDirectory;
import io.portent.bundle.file.ModelSummary;
import io.portent.config.AgentConfig;
import io.portent.config.StoreConfig;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.health.Label;
import io.portent.labels.LiveHealth;
import io.portent.metrics.HorizonLabel;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.model.NetworkFactory;
import io.portent.schedule.Schedule;
import io.portent.schedule.quartz.QuartzSchedule;
import io.portent.store.Housekeeping;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.web.MetricsPage;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import io.portent.window.Window;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running agent: an engine that reads, a predictor that is run by the schedule, a recorder that keeps what must not be
 * lost, and the pages that show what was said last. Construction does no IO; {@link #start} does.
 */
public final class Daemon implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private static final String FORECAST = "forecast run";
    private static final Duration DRIFT_LOOKED_AT = Duration.ofMinutes(10);

    private final AgentConfig config;
    private final NetworkFactory networks;
    private final InstantSource clock;
    private final ModelDirectory models;
    private final PrometheusMetrics metrics;
    private final LiveHealth health;
    private final OutcomeKeeper outcomes;
    private final LiveDrift drift = new LiveDrift();
    private final Recorder recorder;
    private final Reading reading;
    private final ForecastRun run;
    private final Shadow shadow;
    private final Retrainer retrainer;
    private final LabelFetching fetching;
    private final Schedule schedule;
    private final WebServer web;

    private @Nullable Predictor predictor;
    private volatile @Nullable String serving;
    private volatile @Nullable String notReady = "starting";
    private @Nullable String badModel;
    private final boolean retrains;
    private boolean failed;

    /** @param file that the configuration was read from; null: nothing is learnt anew */
    public Daemon(AgentConfig config, @Nullable Path file, NetworkFactory networks, InstantSource clock) {
        this.config = config;
        this.networks = networks;
        this.clock = clock;
        this.models = new ModelDirectory(config.model().directory());
        this.metrics = new PrometheusMetrics(
                config.limits().entities(), config.metrics().templateText());
        this.recorder = recorder();
        this.reading = new Reading(config, clock, metrics, recorder, this::closed);
        this.health = new LiveHealth(
                config.labels(),
                Settings.horizons(config).longest(),
                config.forecast().staleAfter(),
                recorder::store,
                reading::text,
                log::warn);
        this.outcomes = new OutcomeKeeper(metrics, config.forecast().warning(), recorder::outcome);
        this.run = new ForecastRun(config, clock, metrics, outcomes, drift, recorder::forecasts);
        this.shadow = new Shadow(
                config, models, networks, metrics, id -> reading.current().meaning(id));
        this.retrainer = new Retrainer(config, file, metrics.retrain(Retrainer.causes()), clock);
        this.retrains = file != null;
        this.fetching =
                new LabelFetching(config, this::store, clock, length -> TimeUnit.MILLISECONDS.sleep(length.toMillis()));
        this.schedule = new QuartzSchedule("agent", this::failed);
        WebPages pages = new WebPages(
                Versions.version(),
                new ScrapedPage(metrics),
                run::published,
                () -> Optional.ofNullable(notReady),
                () -> Optional.ofNullable(serving),
                () -> ModelSummary.json(ModelSummary.all(config.model().directory())),
                HorizonLabel::of);
        this.web = new WebServer(
                config.web().host(),
                config.web().port(),
                pages,
                new LabelInbox(config, this::store, clock),
                LabelInbox.tokens(config),
                error -> log.warn("page not served: {}", error.toString()));
    }

    private void closed(Window window) {
        health.closed(window);
        drift.closed(window);
    }

    private void failed(String task, Throwable error) {
        log.error("{} failed", task, error);
        if (task.equals(FORECAST)) {
            metrics.forecastFailed();
            run.disown();
        }
    }

    private Store store() {
        Store open = recorder.store();
        if (open == null) {
            throw new StoreException(
                    StoreException.Problem.UNREACHABLE, "store.url", "the store is not open; it is tried again", null);
        }
        return open;
    }

    private Recorder recorder() {
        StoreConfig store = config.store();
        List<String> problems = Arrays.stream(StoreException.Problem.values())
                .map(StoreTrouble::label)
                .toList();
        return new Recorder(
                () -> Stores.open(store),
                new Housekeeping.Retention(store.retention(), store.maxSize()),
                metrics.store(problems),
                clock);
    }

    /**
     * Pages first: who scrapes a starting agent learns that it is not ready.
     *
     * @throws IOException if the address cannot be listened on
     */
    public void start() throws IOException {
        metrics.build(Versions.version(), Versions.revision());
        web.start();
        ModelDirectory.Named champion = champion();
        recorder.start();
        reading.begin(champion);
        health.start(clock.instant());
        resumeOutcomes();
        serve(champion);
        reading.start();
        schedule();
        log.info("serving on port {}, model {}", web.port(), champion == null ? "none" : champion.version());
    }

    private void schedule() {
        schedule.every(FORECAST, config.forecast().every(), this::forecast);
        if (fetching.isNeeded()) {
            schedule.every("fetching labels", config.feeds().every(), fetching::run);
        }
        if (retrains) {
            retrainer.start();
            schedule.at("retraining", config.retrain().cron(), retrainer::run);
        }
        if (retrains && config.retrain().onDrift()) {
            schedule.every("looking for drift", DRIFT_LOOKED_AT, this::retrainIfDrifted);
        }
    }

    private void retrainIfDrifted() {
        if (run.drifted()) {
            retrainer.runForDrift();
        }
    }

    private void resumeOutcomes() {
        Store store = recorder.store();
        if (store == null) {
            return;
        }
        HealthHistory known = health.current(clock.instant());
        try {
            outcomes.resume(store, known, Settings.horizons(config).longest(), clock.instant());
        } catch (StoreException e) {
            log.warn("alarms of before the start are not followed: {}", e.getMessage());
        }
    }

    private void serve(ModelDirectory.@Nullable Named model) {
        Predictor former = predictor;
        predictor = new Predictor(config, model, networks);
        serving = model == null ? null : model.version();
        drift.serve(model, recorder.store(), clock.instant());
        if (model == null) {
            metrics.noModel();
        } else {
            ModelMetrics.tell(metrics, model);
        }
        if (former != null) {
            former.close();
        }
    }

    /** The port it listens on. */
    public int port() {
        return web.port();
    }

    /** What was said last, one forecast per entity. */
    public List<Forecast> published() {
        return run.published();
    }

    private ModelDirectory.@Nullable Named champion() {
        try {
            ModelDirectory.Named champion = models.champion();
            badModel = null;
            return champion;
        } catch (IOException | BadBundleException e) {
            if (!e.toString().equals(badModel)) {
                log.error("no model: {}", e.getMessage());
            }
            badModel = e.toString();
            return null;
        }
    }

    /** One forecast run; called by the schedule, never twice at a time. */
    private void forecast() {
        long began = System.nanoTime();
        Predictor before = Objects.requireNonNull(predictor, "started");
        reading.follow(before.model());
        followModel(before.model());
        String broken = readiness(reading.current());
        HealthHistory known = health.current(clock.instant());
        run.run(reading.current().windows(), Objects.requireNonNull(predictor, "started"), known, broken);
        if (config.retrain().shadow() && broken == null) {
            recorder.forecasts(shadow.run(run.seen(), known, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        }
        metrics.labels(bySource(known));
        notReady = broken;
        metrics.forecastRun(Duration.ofNanos(System.nanoTime() - began));
    }

    private static Map<String, Long> bySource(HealthHistory known) {
        return known.labels().stream().collect(Collectors.groupingBy(Label::source, Collectors.counting()));
    }

    private @Nullable String readiness(Engine current) {
        Throwable failure = current.failure();
        if (failure != null) {
            if (!failed) {
                log.error("a reading thread has ended, forecasts are unknown from here on", failure);
            }
            failed = true;
            return "internal failure: " + failure;
        }
        return current.caughtUp() ? null : "still reading the logs that were there at start";
    }

    /** Takes over a new champion: the engine first, then the predictor, between two forecasts. */
    private void followModel(ModelDirectory.@Nullable Named serving) {
        try {
            String version = models.championVersion();
            if (version == null || (serving != null && version.equals(serving.version()))) {
                return;
            }
        } catch (IOException | BadBundleException e) {
            log.warn("the champion cannot be told: {}", e.getMessage());
            return;
        }
        ModelDirectory.Named fresh = champion();
        if (fresh != null && reading.adopt(fresh)) {
            serve(fresh);
            log.info("new model {}", fresh.version());
        }
    }

    @Override
    public void close() throws IOException {
        retrainer.close();
        schedule.close();
        web.close();
        shadow.close();
        reading.close();
        recorder.close();
        if (predictor != null) {
            predictor.close();
        }
    }

    /** The metrics page as the web server asks for it; neither of the two packages knows the other. */
    private record ScrapedPage(PrometheusMetrics metrics) implements MetricsPage {
        @Override
        public String contentType(@Nullable String accept) {
            return metrics.contentType(accept);
        }

        @Override
        public void write(Writer out, @Nullable String accept) throws IOException {
            metrics.write(out, accept);
        }
    }
}
