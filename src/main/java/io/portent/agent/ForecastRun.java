package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.evaluate.OutcomeTracker;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.metrics.AgentMetrics;
import io.portent.store.ForecastJournal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes all entities' forecasts, tells them, and holds them against what happens. Not thread-safe; never runs twice at a time. */
final class ForecastRun {
    private final AgentConfig config;
    private final InstantSource clock;
    private final AgentMetrics metrics;
    private final Consumer<List<ForecastJournal.Entry>> journal;
    private final Roster roster;
    private final Map<String, OutcomeTracker> outcomes = new HashMap<>();
    private volatile List<Forecast> published = List.of();

    /** @param journal takes over what was said; must not wait */
    ForecastRun(
            AgentConfig config,
            InstantSource clock,
            AgentMetrics metrics,
            Consumer<List<ForecastJournal.Entry>> journal) {
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.journal = journal;
        this.roster = new Roster(config, this::forget);
    }

    /** What was said last, one forecast per entity. Thread-safe. */
    List<Forecast> published() {
        return published;
    }

    /** @param broken why nothing can be forecast; null where it can */
    void run(LiveWindows live, Predictor predictor, HealthHistory health, @Nullable String broken) {
        Instant now = clock.instant();
        List<Forecast> all = new ArrayList<>();
        roster.present(live, published, now).forEach((entity, windows) -> {
            Forecast forecast =
                    broken == null ? predictor.forecast(entity, windows, health, now) : unknown(entity, now, broken);
            metrics.published(forecast, predictor.contributions(forecast, windows, health, now));
            metrics.observed(entity, health.of(entity).at(now));
            count(outcomes.computeIfAbsent(
                            entity,
                            name -> new OutcomeTracker(Settings.horizons(config).longest()))
                    .observe(forecast, health.of(entity)));
            all.add(forecast);
        });
        published = List.copyOf(all);
        journal.accept(entries(all, predictor.model()));
    }

    private Forecast unknown(String entity, Instant time, String why) {
        return Forecast.unknown(entity, time, Settings.horizons(config).horizons(), why);
    }

    /** What nobody can be blamed or praised for is not kept. */
    private static List<ForecastJournal.Entry> entries(List<Forecast> all, ModelDirectory.@Nullable Named model) {
        List<ForecastJournal.Entry> entries = new ArrayList<>();
        for (Forecast forecast : all) {
            if (forecast.unknown() == null && model != null) {
                entries.add(new ForecastJournal.Entry(forecast, model.version(), false));
            }
        }
        return entries;
    }

    /** What was said last must not stand on the pages as if it had been said again: a failed run makes it unknown. */
    void disown() {
        List<Forecast> unknown = new ArrayList<>();
        for (Forecast last : published) {
            unknown.add(unknown(last.entity(), last.time(), "the last forecast run failed; the agent's log says why"));
        }
        unknown.forEach(metrics::published);
        published = List.copyOf(unknown);
    }

    private void forget(String entity) {
        metrics.forget(entity);
        outcomes.remove(entity);
    }

    private void count(OutcomeTracker.Outcome outcome) {
        metrics.alarms(outcome.alarms());
        metrics.trueAlarms(outcome.trueAlarms());
        metrics.onsets(outcome.onsets());
        metrics.missedOnsets(outcome.missedOnsets());
        outcome.leads().forEach(metrics::lead);
    }
}
