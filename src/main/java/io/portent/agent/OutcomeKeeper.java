package io.portent.agent;

import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.metrics.AgentMetrics;
import io.portent.outcome.Interventions;
import io.portent.outcome.Known;
import io.portent.outcome.Outcome;
import io.portent.outcome.OutcomeTracker;
import io.portent.store.OutcomeLog;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How the forecasts that were shown ended, as counters and as records of the store. Each outcome is counted once, also over
 * a restart. Not thread-safe; owned by the predictor.
 */
final class OutcomeKeeper {
    /** By which labels may come late: alerts are sent after minutes, and label files and queries are read as often. */
    static final Duration DELAY = Duration.ofMinutes(30);

    /** Alarms that stand for longer than this over a restart are taken to have begun later. */
    private static final Duration LOOKBACK = Duration.ofDays(1);

    private final AgentMetrics metrics;
    private final Duration warning;
    private final Consumer<OutcomeLog.Outcome> log;
    private final Map<String, OutcomeTracker> trackers = new HashMap<>();

    /**
     * Begins with nothing known.
     *
     * @param warning least useful lead time
     * @param log keeps an outcome; it may be told one again
     */
    OutcomeKeeper(AgentMetrics metrics, Duration warning, Consumer<OutcomeLog.Outcome> log) {
        this.metrics = metrics;
        this.warning = warning;
        this.log = log;
    }

    /**
     * Follows again what the journal says of the time before a restart. What ended meanwhile is counted now; what is recorded
     * already is not counted again.
     *
     * @param longest horizon
     */
    void resume(Store store, HealthHistory health, Duration longest, Instant now) {
        Interventions interventions = new Interventions(health.interventions());
        Instant until = now.truncatedTo(ChronoUnit.MILLIS);
        TimeSpan recent = new TimeSpan(until.minus(LOOKBACK).minus(longest.multipliedBy(2)), until);
        Set<OutcomeLog.Outcome> counted = new HashSet<>(store.outcomes().outcomes(recent));
        store.forecasts().forecasts(null, recent, entry -> {
            if (!entry.shadow()) {
                String entity = entry.forecast().entity();
                Known known = new Known(health.of(entity), interventions);
                List<Outcome> settled = tracker(entity).observe(entry.forecast(), entry.model(), known);
                settled.stream().filter(one -> !counted.contains(record(one))).forEach(this::keep);
            }
        });
    }

    /** Takes a forecast in that has been shown. */
    void observe(Forecast forecast, String model, Known known) {
        tracker(forecast.entity()).observe(forecast, model, known).forEach(this::keep);
    }

    private OutcomeTracker tracker(String entity) {
        return trackers.computeIfAbsent(entity, name -> new OutcomeTracker(name, warning, DELAY));
    }

    void forget(String entity) {
        trackers.remove(entity);
    }

    private void keep(Outcome outcome) {
        log.accept(record(outcome));
        switch (outcome.kind()) {
            case TRUE_ALARM -> {
                metrics.alarms(1);
                metrics.trueAlarms(1);
                metrics.onsets(1);
                Duration lead = outcome.lead();
                if (lead != null) {
                    metrics.lead(lead);
                }
            }
            case FALSE_ALARM -> metrics.alarms(1);
            case MISSED_ONSET -> {
                metrics.onsets(1);
                metrics.missedOnsets(1);
            }
            case INTERVENED -> metrics.intervened(1);
        }
    }

    private static OutcomeLog.Outcome record(Outcome outcome) {
        OutcomeLog.Kind kind = switch (outcome.kind()) {
            case TRUE_ALARM -> OutcomeLog.Kind.TRUE_ALARM;
            case FALSE_ALARM -> OutcomeLog.Kind.FALSE_ALARM;
            case MISSED_ONSET -> OutcomeLog.Kind.MISSED_ONSET;
            case INTERVENED -> OutcomeLog.Kind.INTERVENED;
        };
        return new OutcomeLog.Outcome(outcome.entity(), outcome.model(), kind, outcome.time(), outcome.lead());
    }
}
