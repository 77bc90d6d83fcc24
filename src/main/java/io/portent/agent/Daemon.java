package io.portent.agent;

import io.portent.bundle.file.BadBundleException;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.metrics.HorizonLabel;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.model.NetworkFactory;
import io.portent.outcome.Interventions;
import io.portent.outcome.Known;
import io.portent.schedule.Schedule;
import io.portent.schedule.quartz.QuartzSchedule;
import io.portent.web.MetricsPage;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running agent: an engine that reads, a predictor that is run by the schedule, and the pages that show what it said
 * last. Construction does no IO; {@link #start} does.
 */
public final class Daemon implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private final AgentConfig config;
    private final NetworkFactory networks;
    private final InstantSource clock;
    private final ModelDirectory models;
    private final PrometheusMetrics metrics;
    private final LiveLabels labels;
    private final OutcomeKeeper outcomes;
    private final Roster roster;
    private final Schedule schedule;
    private final WebServer web;
    private volatile List<Forecast> published = List.of();

    private @Nullable Engine engine;
    private @Nullable Engine successor;
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
        this.labels = new LiveLabels(config.labels());
        this.outcomes = new OutcomeKeeper(metrics, config.forecast().warning(), outcome -> {});
        this.roster = new Roster(config, this::forget);
        this.schedule = new QuartzSchedule("forecast", (task, error) -> {
            metrics.forecastFailed();
            log.error("forecast run failed", error);
            disown();
        });
        WebPages pages = new WebPages(
                Versions.version(),
                new ScrapedPage(metrics),
                this::published,
                this::notReady,
                this::model,
                HorizonLabel::of);
        this.web = new WebServer(
                config.web().host(),
                config.web().port(),
                pages,
                error -> log.warn("page not served: {}", error.toString()));
    }

    /** @throws IOException if the address cannot be listened on */
    public void start() throws IOException {
        metrics.build(Versions.version(), Versions.revision());
        ModelDirectory.Named champion = champion();
        serve(new Engine(config, champion, clock, metrics), new Predictor(config, champion, networks));
        web.start();
        schedule.every("forecast", config.forecast().every(), this::forecast);
        log.info("serving on port {}, model {}", web.port(), champion == null ? "none" : champion.version());
    }

    private void serve(Engine fresh, Predictor forecaster) {
        engine = fresh;
        predictor = forecaster;
        tellModel(forecaster.model());
        fresh.count();
        fresh.start();
    }

    private Optional<String> model() {
        return Optional.ofNullable(serving);
    }

    private Optional<String> notReady() {
        String why = notReady;
        return why == null ? Optional.empty() : Optional.of(why);
    }

    /** What was said last must not stand on the pages as if it had been said again: a failed run makes it unknown. */
    private void disown() {
        List<Forecast> unknown = new ArrayList<>();
        for (Forecast last : published) {
            unknown.add(Forecast.unknown(
                    last.entity(),
                    last.time(),
                    Settings.horizons(config).horizons(),
                    "the last forecast run failed; the agent's log says why"));
        }
        unknown.forEach(metrics::published);
        published = List.copyOf(unknown);
    }

    /** The port it listens on. */
    public int port() {
        return web.port();
    }

    /** What was said last, one forecast per entity. */
    public List<Forecast> published() {
        return published;
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

    private void tellModel(ModelDirectory.@Nullable Named named) {
        serving = named == null ? null : named.version();
        if (named == null) {
            metrics.noModel();
        } else {
            ModelMetrics.tell(metrics, named);
        }
    }

    /** One forecast run; called by the schedule, never twice at a time. */
    private void forecast() {
        long began = System.nanoTime();
        followModel();
        Engine current = Objects.requireNonNull(engine, "started");
        Predictor forecaster = Objects.requireNonNull(predictor, "started");
        HealthHistory health = labels.current();
        Instant now = clock.instant();
        String broken = readiness(current);
        List<Forecast> all = new ArrayList<>();
        roster.present(current.windows(), published, now).forEach((entity, windows) -> {
            Forecast forecast = broken == null
                    ? forecaster.forecast(entity, windows, health, now)
                    : Forecast.unknown(entity, now, Settings.horizons(config).horizons(), broken);
            metrics.published(forecast, forecaster.contributions(forecast, windows, health, now));
            metrics.observed(entity, health.of(entity).at(now));
            ModelDirectory.Named by = forecaster.model();
            outcomes.observe(
                    forecast, by == null ? "" : by.version(), new Known(health.of(entity), Interventions.NONE));
            all.add(forecast);
        });
        published = List.copyOf(all);
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

    private void forget(String entity) {
        metrics.forget(entity);
        outcomes.forget(entity);
    }

    /** Takes over a new champion once an engine of its own has read the recent logs with its templates. */
    private void followModel() {
        Engine waiting = successor;
        if (waiting != null) {
            if (waiting.caughtUp()) {
                swap(waiting);
            }
            return;
        }
        ModelDirectory.Named serving = predictor == null ? null : predictor.model();
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
        if (fresh != null) {
            Engine next = new Engine(config, fresh, clock, metrics);
            next.start();
            successor = next;
        }
    }

    private void swap(Engine fresh) {
        Engine old = engine;
        Predictor oldPredictor = predictor;
        Predictor next = new Predictor(config, fresh.model(), networks);
        fresh.count();
        engine = fresh;
        predictor = next;
        successor = null;
        tellModel(next.model());
        log.info("new model {}", next.model() == null ? "none" : next.model().version());
        if (oldPredictor != null) {
            oldPredictor.close();
        }
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() throws IOException {
        schedule.close();
        web.close();
        for (Engine each : new Engine[] {engine, successor}) {
            if (each != null) {
                each.close();
            }
        }
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
