package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.bundle.file.ModelSummaries;
import io.portent.bundle.file.ModelSummary;
import io.portent.config.AgentConfig;
import io.portent.config.StoreConfig;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.labels.LiveHealth;
import io.portent.metrics.HorizonLabel;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.model.NetworkFactory;
import io.portent.store.Housekeeping;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.web.Guarding;
import io.portent.web.Refusal;
import io.portent.web.Reload;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import io.portent.window.Window;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running agent: an engine that reads, a model that serves, a recorder that keeps what must not be lost, a timetable, and
 * the pages that show what was said last. Construction reads what {@code web.config_file} and token files hold, so that what is wrong with
 * them is told at once; all other IO is that of {@link #start}.
 */
public final class Daemon implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private volatile AgentConfig config;
    private final InstantSource clock;
    private final PrometheusMetrics metrics;
    private final HealthNow health;
    private final OutcomeKeeper outcomes;
    private final LiveDrift drift = new LiveDrift();
    private final Recorder recorder;
    private final Intake intake;
    private final Reading reading;
    private final Serving serving;
    private final ForecastRun run;
    private final Shadow shadow;
    private final IncidentMemory incidents;
    private final Turns turns;
    private final AtOnce atOnce;
    private final Timetable timetable;
    private final WebServer web;
    private final @Nullable Reloading reloading;

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
        this(config, file, null, networks, stdin, clock);
    }

    /**
     * @param file that the configuration was read from; null: nothing is learnt anew
     * @param again reads the configuration again, the whole of it; null: it is that of the start for ever
     * @param stdin read by the source that asks for it; not closed
     */
    public Daemon(
            AgentConfig config,
            @Nullable Path file,
            @Nullable Supplier<AgentConfig> again,
            NetworkFactory networks,
            InputStream stdin,
            InstantSource clock) {
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
        this.health = new HealthNow(config, health(config));
        this.reloading = file == null || again == null ? null : reloading(new Reloading.Source(file, again));
        this.outcomes = new OutcomeKeeper(metrics, config.forecast().warning(), recorder::outcome);
        this.run = new ForecastRun(config, clock, metrics, outcomes, drift, recorder::forecasts);
        metrics.leftBehind(run::isLeftBehind);
        this.shadow = new Shadow(
                config, models, networks, metrics, id -> reading.current().meaning(id));
        this.turns =
                new Turns(new Turns.Parts(reading, serving, health, incidents, run, shadow, recorder, metrics), clock);
        this.timetable = new Timetable(
                config,
                file == null ? null : retrainer(file),
                feeds -> new LabelFetching(
                        feeds, this::store, clock, length -> TimeUnit.MILLISECONDS.sleep(length.toMillis())),
                this::failed);
        this.web = web(WebGuard.of(config, System::nanoTime, log::warn, refusal -> metrics.refused(refusal.label())));
    }

    /**
     * What only those judge who keep to it.
     *
     * @throws IllegalArgumentException with the key, where {@link #start} would fail by it
     */
    public static void check(AgentConfig config) {
        Timetable.check(config);
    }

    private LiveHealth health(AgentConfig of) {
        return new LiveHealth(
                of.labels(),
                Settings.horizons(of).longest(),
                of.forecast().staleAfter(),
                recorder::store,
                reading::text,
                log::warn);
    }

    private Reloading reloading(Reloading.Source source) {
        return new Reloading(config, source, this::take, metrics.config(), clock);
    }

    private Retrainer retrainer(Path file) {
        Reloading follows = reloading;
        return new Retrainer(
                config,
                file,
                () -> follows == null ? null : follows.refused(),
                metrics.retrain(Retrainer.causes()),
                clock);
    }

    private WebServer web(Guarding guarding) {
        ModelSummaries models = new ModelSummaries(config.model().directory());
        WebPages pages = new WebPages(
                Versions.version(),
                new ScrapedPage(metrics),
                run::published,
                () -> Optional.ofNullable(turns.unready()),
                () -> Optional.ofNullable(serving.words()),
                () -> ModelSummary.json(models.all(), timetable.retraining()),
                HorizonLabel::of,
                run::explained,
                config.web().logText(),
                new StoredChronicle(() -> this.config, run::observed, turns::known, this::store, clock));
        WebServer server = new WebServer(
                config.web().host(),
                config.web().port(),
                pages,
                new LabelInbox(config, this::store, clock),
                new PostedLogs(intake::posted),
                guarding,
                error -> log.warn("page not served: {}", error.toString()));
        if (reloading != null) {
            server.offer(reloading, config.web().reload());
        }
        return server;
    }

    private void closed(Window window) {
        health.closed(window);
        drift.closed(window);
    }

    private void failed(String task, Throwable error) {
        log.error("{} failed", task, error);
        if (task.equals(Timetable.FORECAST)) {
            metrics.forecastFailed();
            turns.disown();
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
        return new Recorder(() -> Stores.open(store), retention(store), metrics.store(problems), clock);
    }

    private static Housekeeping.Retention retention(StoreConfig store) {
        return new Housekeeping.Retention(store.retention(), store.maxSize());
    }

    /**
     * Pages first: who scrapes a starting agent learns that it is not ready.
     *
     * @throws IOException if the address, or that of a source, cannot be listened on
     */
    public void start() throws IOException {
        metrics.build(Versions.version(), Versions.revision());
        metrics.refusals(Arrays.stream(Refusal.values()).map(Refusal::label).toList());
        web.start();
        intake.start();
        ModelDirectory.Named champion = serving.champion();
        recorder.start();
        reading.begin(champion);
        health.start(clock.instant());
        serving.serve(champion);
        resume();
        reading.start();
        timetable.start(turns::run, run::drifted, incidents::follow);
        atOnce.start(this::forecastAtOnce);
        if (reloading != null) {
            reloading.start();
        }
        log.info("serving on port {}, model {}", web.port(), champion == null ? "none" : champion.version());
    }

    /** What was said before the start, and how it ended. */
    private void resume() {
        Store store = recorder.store();
        if (store == null) {
            return;
        }
        Instant now = clock.instant();
        HealthHistory known = health.at(now);
        try {
            outcomes.resume(store, known, Settings.horizons(config).longest(), now);
            serving.resume(store, known, now);
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

    private void forecastAtOnce(AtOnce.Asked asked) {
        try {
            turns.atOnce(asked);
        } catch (RuntimeException e) {
            failed(Timetable.FORECAST, e);
        }
    }

    /** Between two forecasts, so that each is made by one configuration. What can fail comes first, and leaves all as it was. */
    private void take(AgentConfig next) throws InterruptedException {
        Engine reads = reading.current();
        try {
            Timetable.check(next);
        } catch (IllegalArgumentException e) {
            throw new Reloading.RefusedException(String.valueOf(e.getMessage()));
        }
        try {
            // Not in turn: forecasts must not wait for a disk that hangs.
            String holding = reads.holding(next.sources());
            if (holding != null) {
                throw new Reloading.NotNowException("not now: source " + holding
                        + " waits for its disk, or for the backlog of another source; it is tried again");
            }
            turns.between(() -> exchange(next, reads));
        } finally {
            reads.goOn();
        }
    }

    private void exchange(AgentConfig next, Engine reads) throws InterruptedException {
        if (!reading.isSettled() || reads != reading.current()) {
            throw new Reloading.NotNowException(
                    "not now: the logs are read again from where the store stands; it is tried again");
        }
        try {
            reading.change(next, intake.change(next.sources()));
        } catch (IOException e) {
            throw new Reloading.RefusedException(String.valueOf(e.getMessage()));
        }
        health.change(next, reads.windows()::all, clock.instant());
        serving.use(next);
        shadow.use(next);
        run.use(next);
        incidents.use(next);
        atOnce.use(next.forecast().atOnce());
        recorder.use(retention(next.store()));
        metrics.showTemplateText(next.metrics().templateText());
        timetable.change(next);
        config = next;
    }

    /** Has the configuration read again, as a request does; what came of it is logged. */
    public void reload() {
        if (reloading == null) {
            log.warn("there is no configuration file to read again");
        } else {
            Reload.Answer answer = reloading.reload();
            if (answer.outcome() == Reload.Outcome.BUSY) {
                log.warn("configuration not read again: {}", answer.text());
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (reloading != null) {
            reloading.close();
        }
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
