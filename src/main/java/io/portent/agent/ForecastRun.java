package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.explain.Explanation;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Observed;
import io.portent.metrics.AgentMetrics;
import io.portent.outcome.Interventions;
import io.portent.outcome.Known;
import io.portent.store.ForecastJournal;
import io.portent.window.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes all entities' forecasts, tells them, and holds them against what happens. Not thread-safe; never runs twice at a time. */
final class ForecastRun {
    private volatile AgentConfig config;
    private final InstantSource clock;
    private final AgentMetrics metrics;
    private final Consumer<List<ForecastJournal.Entry>> journal;
    private final Roster roster;
    private final OutcomeKeeper outcomes;
    private final LiveDrift drift;
    private final Map<String, Shown> atOnce = new HashMap<>();
    private volatile List<Forecast> published = List.of();
    private volatile Map<String, Explanation> explained = Map.of();
    private volatile Map<String, List<Window>> seen = Map.of();
    private volatile List<Observed> observed = List.of();
    private volatile boolean drifted;
    private volatile Instant lastRun = Instant.MAX;

    private record Shown(Forecast forecast, @Nullable Explanation why) {}

    /** @param journal takes over what was said; must not wait */
    ForecastRun(
            AgentConfig config,
            InstantSource clock,
            AgentMetrics metrics,
            OutcomeKeeper outcomes,
            LiveDrift drift,
            Consumer<List<ForecastJournal.Entry>> journal) {
        this.config = config;
        this.outcomes = outcomes;
        this.drift = drift;
        this.clock = clock;
        this.metrics = metrics;
        this.journal = journal;
        this.roster = new Roster(config, this::forget);
    }

    /** Of the same windows, horizons and limits, from the next run on. */
    void use(AgentConfig next) {
        config = next;
        roster.use(next);
    }

    /** What was said last, one forecast per entity. Thread-safe. */
    List<Forecast> published() {
        return published;
    }

    /** Why the forecasts that were said last are not green, by entity; of the others nothing. Thread-safe. */
    Map<String, Explanation> explained() {
        return explained;
    }

    /** Whether runs have ended, though nobody has ended them: a thread hangs, or each of them fails. Thread-safe; waits for none. */
    boolean isLeftBehind() {
        return clock.instant().minus(config.forecast().leftBehindAfter()).isAfter(lastRun);
    }

    /** The observed health that those forecasts stand beside; unknown once nobody looks any more. Thread-safe. */
    List<Observed> observed() {
        return isLeftBehind()
                ? observed.stream().map(one -> new Observed(one.entity(), null)).toList()
                : observed;
    }

    /** @param broken why nothing can be forecast; null where it can */
    void run(
            LiveWindows live,
            Predictor predictor,
            Explaining explaining,
            HealthHistory health,
            @Nullable String broken) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Interventions acts = new Interventions(health.interventions());
        String version = version(predictor);
        List<Forecast> all = new ArrayList<>();
        List<Forecast> shown = new ArrayList<>();
        List<Observed> healths = new ArrayList<>();
        List<String> mute = new ArrayList<>();
        Map<String, Explanation> reasons = new HashMap<>();
        Map<String, List<Window>> present = roster.present(live, published, now);
        present.forEach((entity, windows) -> {
            Forecast forecast = broken == null
                    ? undrifted(predictor.forecast(entity, windows, health, now), mute)
                    : unknown(entity, now, broken);
            metrics.drifted(entity, drift.score(entity));
            Shown newer = newer(forecast);
            Explanation why = newer == null ? explaining.explain(predictor, forecast, windows, health, now) : newer.why;
            shown.add(newer == null ? forecast : newer.forecast);
            metrics.published(newer == null ? forecast : newer.forecast, Contributions.of(why));
            if (why != null) {
                reasons.put(entity, why);
            }
            HealthState state = health.of(entity).at(now);
            metrics.observed(entity, state);
            healths.add(new Observed(entity, state));
            outcomes.observe(forecast, version, new Known(health.of(entity), acts));
            all.add(forecast);
        });
        published = List.copyOf(shown);
        explained = Map.copyOf(reasons);
        observed = List.copyOf(healths);
        seen = present;
        drifted = !mute.isEmpty();
        lastRun = now;
        journal.accept(all.stream()
                .map(forecast -> new ForecastJournal.Entry(forecast, version, false))
                .toList());
    }

    /** What was said at once, as long as it has seen more than the run has; null where there is nothing such. */
    private @Nullable Shown newer(Forecast forecast) {
        Shown last = atOnce.get(forecast.entity());
        if (last != null && forecast.unknown() == null && last.forecast.time().isAfter(forecast.time())) {
            return last;
        }
        atOnce.remove(forecast.entity());
        return null;
    }

    /**
     * Forecasts one entity between two runs, from its closed windows and those that are open. It is shown until a run has seen as much. It is
     * not journalled, and no alarm is counted by it: receipts are of what {@code evaluate} would have said, too.
     *
     * @return false where nothing can be said
     */
    boolean runAtOnce(
            AtOnce.Asked asked, LiveWindows live, Predictor predictor, Explaining explaining, HealthHistory health) {
        String entity = asked.entity();
        List<Window> windows =
                OpenWindows.with(live.row(entity), asked, config.forecast().dataWindow());
        Instant time = asked.time().truncatedTo(ChronoUnit.MILLIS);
        boolean late = published.stream().anyMatch(last -> last.entity().equals(entity) && !time.isAfter(last.time()));
        if (late || windows.isEmpty() || drift.score(entity) > config.model().maxDrift()) {
            return false;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Forecast ahead = predictor.ahead(entity, windows, health, now);
        if (ahead.unknown() != null) {
            return false;
        }
        Forecast forecast = new Forecast(entity, time, ahead.horizons(), null);
        Shown next = new Shown(forecast, explaining.explain(predictor, forecast, windows, health, now));
        atOnce.put(entity, next);
        metrics.published(forecast, Contributions.of(next.why));
        metrics.forecastAtOnce();
        show(next);
        return true;
    }

    private void show(Shown next) {
        String entity = next.forecast.entity();
        published = published.stream()
                .map(last -> last.entity().equals(entity) ? next.forecast : last)
                .toList();
        Map<String, Explanation> reasons = new HashMap<>(explained);
        reasons.remove(entity);
        if (next.why != null) {
            reasons.put(entity, next.why);
        }
        explained = Map.copyOf(reasons);
    }

    /**
     * Beyond what it was trained on a model answers, too, and its answer means nothing.
     *
     * @param mute receives the entity of which that is so
     */
    private Forecast undrifted(Forecast forecast, List<String> mute) {
        String entity = forecast.entity();
        if (forecast.unknown() != null || !(drift.score(entity) > config.model().maxDrift())) {
            return forecast;
        }
        mute.add(entity);
        return unknown(entity, forecast.time(), drift.reason(entity));
    }

    /**
     * Whether the model could not answer at the last run because the logs of an entity were beyond its trained range. One that
     * has fallen silent is unknown for that, and there is nothing in its logs to learn anew. Thread-safe.
     */
    boolean drifted() {
        return drifted;
    }

    /** The windows that the last run was made from, by entity. */
    Map<String, List<Window>> seen() {
        return seen;
    }

    private static String version(Predictor predictor) {
        ModelDirectory.Named model = predictor.model();
        return model == null ? "" : model.version();
    }

    private Forecast unknown(String entity, Instant time, String why) {
        return Forecast.unknown(entity, time, Settings.horizons(config).horizons(), why);
    }

    /** What was said last must not stand on the pages as if it had been said again: a failed run makes it unknown. */
    void disown() {
        List<Forecast> unknown = new ArrayList<>();
        for (Forecast last : published) {
            unknown.add(unknown(last.entity(), last.time(), "the last forecast run failed; the agent's log says why"));
        }
        unknown.forEach(metrics::published);
        published = List.copyOf(unknown);
        explained = Map.of();
        atOnce.clear();
    }

    private void forget(String entity) {
        metrics.forget(entity);
        atOnce.remove(entity);
        drift.forget(entity);
        outcomes.forget(entity);
    }
}
