package io.portent.agent;

import io.portent.bundle.file.BadBundleException;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.StoreConfig;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running agent: an engine that reads, a predictor that is run by the schedule, a recorder that keeps what must not be
 * lost, and the pages that show what was said last. Construction does no IO; {@link #start} does.
 */
public final class Daemon implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

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
    private final Schedule schedule;
    private final WebServer web;

    private @Nullable Predictor predictor;
    private volatile @Nullable String serving;
    private volatile @Nullable String notReady = "starting";
    private @Nullable String badModel;
    private boolean failed;

    public Daemon(AgentConfig config, NetworkFactory networks, InstantSource clock) {
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
                hold(config),
                recorder::store,
                reading::text,
                log::warn);
        this.outcomes = new OutcomeKeeper(metrics, config.forecast().warning(), recorder::outcome);
        this.run = new ForecastRun(config, clock, metrics, outcomes, drift, recorder::forecasts);
        this.schedule = new QuartzSchedule("forecast", (task, error) -> {
            metrics.forecastFailed();
            log.error("forecast run failed", error);
            run.disown();
        });
        WebPages pages = new WebPages(
                Versions.version(),
                new ScrapedPage(metrics),
                run::published,
                () -> Optional.ofNullable(notReady),
                () -> Optional.ofNullable(serving),
                HorizonLabel::of);
        this.web = new WebServer(
                config.web().host(),
                config.web().port(),
                pages,
                error -> log.warn("page not served: {}", error.toString()));
    }

    /** A rule's word stands until the next window must have come. */
    private static Duration hold(AgentConfig config) {
        return config.window().length().multipliedBy(2).plus(config.window().lateness());
    }

    private void closed(Window window) {
        health.closed(window);
        drift.closed(window);
    }

    private Recorder recorder() {
        StoreConfig store = config.store();
        List<String> problems = Arrays.stream(StoreException.Problem.values())
                .map(Recorder::label)
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
        schedule.every("forecast", config.forecast().every(), this::forecast);
        log.info("serving on port {}, model {}", web.port(), champion == null ? "none" : champion.version());
    }

    private void resumeOutcomes() {
        Store store = recorder.store();
        if (store == null) {
            return;
        }
        HealthHistory known = health.current(clock.instant());
        try {
            outcomes.resume(
                    store,
                    known,
                    ForecastRun.acts(known),
                    Settings.horizons(config).longest(),
                    clock.instant());
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
        run.run(
                reading.current().windows(),
                Objects.requireNonNull(predictor, "started"),
                health.current(clock.instant()),
                broken);
        notReady = broken;
        metrics.forecastRun(Duration.ofNanos(System.nanoTime() - began));
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
        schedule.close();
        web.close();
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
