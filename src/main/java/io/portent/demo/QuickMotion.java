package io.portent.demo;

import io.portent.agent.Daemon;
import io.portent.config.AgentConfig;
import io.portent.forecast.Forecast;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import io.portent.model.NetworkFactory;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The real daemon on a clock that runs sixty times as fast, beside a log that grows at the same pace.
 *
 * <pre>
 *   |- the log as it would be found -|---- quick motion ----| failure |-- without --once: on until well again --|
 *   data window + 3 minutes          12 minutes
 * </pre>
 */
final class QuickMotion {
    private static final int SPEED = 15;
    private static final long TICK_MILLIS = 100;
    /** Real time for the daemon to read the few thousand lines that it finds. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    /** How long the shop is watched after it has recovered. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(15);

    private final DemoPlan plan;
    private final NetworkFactory networks;
    private final LongSupplier nanos;
    private final Consumer<String> out;
    private @Nullable Long firstRedAt;

    QuickMotion(DemoPlan plan, NetworkFactory networks, LongSupplier nanos, Consumer<String> out) {
        this.plan = plan;
        this.networks = networks;
        this.nanos = nanos;
        this.out = out;
    }

    /**
     * How it went.
     *
     * @param warned whether a red forecast came before the failure
     * @param firstRedAt in nanoseconds of the given clock; null: never
     */
    record Ending(boolean warned, @Nullable Long firstRedAt) {}

    Ending show(Incident incident, Timeline health, CountDownLatch stop) throws IOException, InterruptedException {
        AgentConfig config = DemoConfig.live(plan);
        Instant from = incident.shownFrom();
        Duration before =
                config.window().length().multipliedBy(config.forecast().dataWindow() + 3L);
        QuickClock clock = new QuickClock(nanos, from, SPEED);
        Story story = new Story(incident.failure(), out);
        try (LogReplay log = LogReplay.open(plan.historyLog(), plan.liveLog(), from.minus(before))) {
            log.copyUntil(from);
            // The daemon passes over files that were last written long before its now, which is not ours.
            Files.setLastModifiedTime(plan.liveLog(), FileTime.from(from));
            forgetFormerShow();
            try (Daemon daemon = new Daemon(config, null, networks, clock)) {
                start(daemon);
                if (awaitForecast(daemon, stop)) {
                    Stage stage = new Stage(clock, log, daemon, story, health);
                    clock.start();
                    play(stage, incident, stop);
                }
            }
        }
        return new Ending(story.warned(), firstRedAt);
    }

    private record Stage(QuickClock clock, LogReplay log, Daemon daemon, Story story, Timeline health) {}

    /** The story begins at the same minute each time; an agent that remembered the last one would take all of it for late. */
    private void forgetFormerShow() throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(Path.of(plan.store() + suffix));
        }
    }

    private void start(Daemon daemon) throws IOException {
        try {
            daemon.start();
        } catch (BindException e) {
            throw Address.taken(plan.listen(), e);
        }
        String host = plan.listen().host();
        String url = "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + daemon.port();
        out.accept("   Look at " + url + "/ (the forecast) and " + url + "/metrics (what Prometheus scrapes);");
        out.accept(
                "   for Grafana: dashboards/grafana/predicted-health.json; alerts: dashboards/alerts/portent.rules.yml.");
    }

    /** The clock stands until the daemon has read what was there: its start must not cost simulated minutes. */
    private boolean awaitForecast(Daemon daemon, CountDownLatch stop) throws IOException, InterruptedException {
        long since = nanos.getAsLong();
        while (daemon.published().stream().noneMatch(forecast -> forecast.unknown() == null)) {
            if (nanos.getAsLong() - since > PATIENCE_NANOS) {
                throw new IOException("the daemon made no forecast within a minute: " + reason(daemon.published()));
            }
            if (stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static String reason(List<Forecast> published) {
        return published.isEmpty()
                ? "it never ran"
                : String.valueOf(published.get(0).unknown());
    }

    private void play(Stage stage, Incident incident, CountDownLatch stop) throws IOException, InterruptedException {
        boolean failed = false;
        @Nullable Instant end = null;
        do {
            Instant now = tick(stage);
            if (!failed && !now.isBefore(incident.failure())) {
                failed = true;
                end = afterwards(stage.health(), incident);
                out.accept("   " + stage.story().summary() + ".");
                if (plan.once()) {
                    return;
                }
                out.accept("   The replay goes on until the shop is well again. Ctrl-C ends the demo.");
            }
            if (end != null && now.isAfter(end)) {
                stage.clock().hold();
                out.accept("   The clock stands now; the page stays as it is. Ctrl-C ends the demo.");
                stop.await();
            }
        } while (!stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Reads the clock last: what was on the page is never dated too early. */
    private Instant tick(Stage stage) throws IOException {
        stage.log().copyUntil(stage.clock().instant());
        List<Forecast> published = stage.daemon().published();
        Instant now = stage.clock().instant();
        for (Forecast forecast : published) {
            stage.story().forecast(now, forecast);
        }
        if (firstRedAt == null && stage.story().warned()) {
            firstRedAt = nanos.getAsLong();
        }
        stage.story().health(now, stage.health().at(now));
        return now;
    }

    /** The first well minute after the failure, and a while more. */
    private static Instant afterwards(Timeline health, Incident incident) {
        Instant time = incident.failure();
        while (health.at(time) != null && health.at(time) != HealthState.GREEN) {
            time = time.plusSeconds(10);
        }
        return time.plus(AFTERWARDS);
    }
}
