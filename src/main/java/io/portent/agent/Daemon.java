package io.portent.agent;

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
import io.portent.store.Housekeeping;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import io.portent.window.Window;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running agent: an engine that reads, a model that serves, a recorder that keeps what must not be lost, a timetable, and
 * the pages that show what was said last. Construction does no IO; {@link #start} does.
 */
public final class Daemon implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private final AgentConfig config;
    private final InstantSource clock;
    private final PrometheusMetrics metrics;
    private final LiveHealth health;
    private final OutcomeKeeper outcomes;
    private final LiveDrift drift = new LiveDrift();
    private final Recorder recorder;
    private final Intake intake;
    private final Reading reading;
    private final Serving serving;
    private final ForecastRun run;
    private final Shadow shadow;
    private final IncidentMemory incidents;
    private final AtOnce atOnce;
    private final Timetable timetable;
    private final WebServer web;

    /** Who forecasts: a run, or somebody between two. */
    private final Object turn = new Object();

    private volatile @Nullable HealthHistory lastKnown;
    private volatile @Nullable String notReady = "starting";
    private boolean failed;

    /** Of an agent whose standard input is empty. */
    public Daemon(AgentConfig config, @Nullable Path file, NetworkFactory networks, InstantSource clock) {
        this(config, file, networks, InputStream.nullInputStream(), clock);
    }

    /**
     * @param file that the configuration was read from; null: nothing is learnt anew
     * @param stdin read by the source that asks for it; not closed
     */
    public Daemon(
            AgentConfig config, @Nullable Path file, NetworkFactory networks, InputStream stdin, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.metrics = new PrometheusMetrics(
                config.limits().entities(), config.metrics().templateText());
        this.recorder = recorder();
        this.intake = new Intake(config, metrics, stdin, clock);
        ModelDirectory models = new ModelDirectory(config.model().directory());
        this.serving = new Serving(config, models, networks, metrics, drift, recorder::store, clock);
        this.incidents = new IncidentMemory(config, models, serving::version, recorder::store, clock);
        this.atOnce = new AtOnce(
                config.forecast().atOnce(),
                incidents::heralds,
                System::nanoTime,
                config.limits().entities());
        this.reading = new Reading(config, clock, metrics, intake, recorder, this::closed, atOnce);
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
        this.timetable = new Timetable(
                config,
                file == null ? null : new Retrainer(config, file, metrics.retrain(Retrainer.causes()), clock),
                new LabelFetching(config, this::store, clock, length -> TimeUnit.MILLISECONDS.sleep(length.toMillis())),
                this::failed);
        this.web = web();
    }

    private WebServer web() {
        WebPages pages = new WebPages(
                Versions.version(),
                new ScrapedPage(metrics),
                run::published,
                () -> Optional.ofNullable(notReady),
                () -> Optional.ofNullable(serving.words()),
                () -> ModelSummary.json(ModelSummary.all(config.model().directory()), timetable.retraining()),
                HorizonLabel::of,
                run::explained,
                config.web().logText(),
                new StoredChronicle(config, run::observed, () -> lastKnown, this::store, clock));
        return new WebServer(
                config.web().host(),
                config.web().port(),
                pages,
                new LabelInbox(config, this::store, clock),
                new PostedLogs(intake.posted()),
                LabelInbox.tokens(config),
                error -> log.warn("page not served: {}", error.toString()));
    }

    private void closed(Window window) {
        health.closed(window);
        drift.closed(window);
    }

    private void failed(String task, Throwable error) {
        log.error("{} failed", task, error);
        if (task.equals(Timetable.FORECAST)) {
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
     * @throws IOException if the address, or that of a source, cannot be listened on
     */
    public void start() throws IOException {
        metrics.build(Versions.version(), Versions.revision());
        web.start();
        intake.start();
        ModelDirectory.Named champion = serving.champion();
        recorder.start();
        reading.begin(champion);
        health.start(clock.instant());
        resumeOutcomes();
        serving.serve(champion);
        reading.start();
        timetable.start(this::forecast, run::drifted, incidents::follow);
        atOnce.start(this::forecastAtOnce);
        log.info("serving on port {}, model {}", web.port(), champion == null ? "none" : champion.version());
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

    /** The port it listens on. */
    public int port() {
        return web.port();
    }

    /** What was said last, one forecast per entity. */
    public List<Forecast> published() {
        return run.published();
    }

    /** One entity's, between two runs. */
    private void forecastAtOnce(AtOnce.Asked asked) {
        synchronized (turn) {
            HealthHistory known = lastKnown;
            if (known == null || notReady != null) {
                return;
            }
            try {
                run.runAtOnce(asked, reading.current().windows(), serving.predictor(), explaining(), known);
            } catch (RuntimeException e) {
                failed(Timetable.FORECAST, e);
            }
        }
    }

    private Explaining explaining() {
        return new Explaining(reading.current().lines(), incidents.incidents());
    }

    /** One forecast run; called by the timetable, never twice at a time. */
    private void forecast() {
        synchronized (turn) {
            forecastInTurn();
        }
    }

    private void forecastInTurn() {
        long began = System.nanoTime();
        reading.follow(serving.predictor().model());
        serving.follow(reading::adopt);
        String broken = readiness(reading.current());
        HealthHistory known = health.current(clock.instant());
        lastKnown = known;
        run.run(reading.current().windows(), serving.predictor(), explaining(), known, broken);
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

    @Override
    public void close() throws IOException {
        timetable.close();
        atOnce.close();
        web.close();
        intake.close();
        shadow.close();
        reading.close();
        recorder.close();
        serving.close();
    }
}
