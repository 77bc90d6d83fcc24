package io.portent.agent;

import io.portent.health.HealthHistory;
import io.portent.health.Label;
import io.portent.metrics.AgentMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who forecasts, one after the other: a run over all entities, one entity between two runs, or nobody while what they go by is exchanged. Thread-safe.
 */
final class Turns {
    private static final Logger log = LoggerFactory.getLogger(Turns.class);

    private final Parts parts;
    private final InstantSource clock;
    private volatile @Nullable HealthHistory known;
    private volatile @Nullable String notReady = "starting";
    private volatile boolean failed;

    /** What forecasts are made from, and by, and who is told. */
    record Parts(
            Reading reading,
            Serving serving,
            HealthNow health,
            IncidentMemory incidents,
            ForecastRun run,
            Shadow shadow,
            Recorder recorder,
            AgentMetrics metrics) {}

    /** What is done between two forecasts. */
    interface Work {
        void run() throws InterruptedException;
    }

    Turns(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.clock = clock;
    }

    /** One run over all entities. */
    synchronized void run() {
        long began = System.nanoTime();
        Reading reading = parts.reading();
        Serving serving = parts.serving();
        reading.follow(serving.predictor().model());
        serving.follow(reading::adopt);
        String broken = readiness();
        HealthHistory health = parts.health().at(clock.instant());
        known = health;
        parts.run().run(reading.current().windows(), serving.predictor(), explaining(), health, broken);
        if (broken == null) {
            parts.recorder()
                    .forecasts(parts.shadow()
                            .run(parts.run().seen(), health, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        }
        parts.metrics().labels(bySource(health));
        notReady = broken;
        parts.metrics().forecastRun(Duration.ofNanos(System.nanoTime() - began));
    }

    /** One entity, between two runs. */
    synchronized void atOnce(AtOnce.Asked asked) {
        HealthHistory last = known;
        if (last != null && unready() == null) {
            parts.run()
                    .runAtOnce(
                            asked,
                            parts.reading().current().windows(),
                            parts.serving().predictor(),
                            explaining(),
                            last);
        }
    }

    private Explaining explaining() {
        return new Explaining(
                parts.reading().current().lines(), parts.incidents().incidents());
    }

    synchronized void between(Work work) throws InterruptedException {
        work.run();
    }

    /** See {@link ForecastRun#disown}. */
    synchronized void disown() {
        parts.run().disown();
    }

    /** What was known of health at the last run; null before the first. */
    @Nullable
    HealthHistory known() {
        return known;
    }

    /** Why nothing can be forecast now, be it since the last run or for a source that has come after it; null where something can. */
    @Nullable
    String unready() {
        String last = notReady;
        return last == null ? readiness() : last;
    }

    private @Nullable String readiness() {
        Engine reads = parts.reading().current();
        Throwable failure = reads.failure();
        if (failure != null) {
            if (!failed) {
                log.error("a reading thread has ended, forecasts are unknown from here on", failure);
            }
            failed = true;
            return "internal failure: " + failure;
        }
        return reads.caughtUp() ? null : "still reading the logs that were there at start";
    }

    private static Map<String, Long> bySource(HealthHistory health) {
        return health.labels().stream().collect(Collectors.groupingBy(Label::source, Collectors.counting()));
    }
}
