package io.portent.metrics.prometheus;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.metrics.Contribution;
import io.portent.metrics.HorizonLabel;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The series of all entities, made at each scrape from what was last published. A scrape sees each entity's forecast whole: states that
 * are exclusive and probabilities that sum to one, also while the next forecast comes in. Thread-safe.
 */
final class EntityCollector extends Collector {
    private static final List<HealthState> STATES = List.of(HealthState.values());

    /** What is known of one entity; null what was never said. */
    private record Entity(
            @Nullable Forecast forecast,
            List<Contribution> contributions,
            boolean isObserved,
            @Nullable HealthState observed) {
        static final Entity NEW = new Entity(null, List.of(), false, null);
    }

    /** Longer ones are cut: a template may have as many characters as a message. */
    private static final int LONGEST_TEXT = 200;

    private final int maxEntities;
    private final boolean templateText;
    private final ConcurrentNavigableMap<String, Entity> entities = new ConcurrentSkipListMap<>();

    EntityCollector(int maxEntities, boolean templateText) {
        if (maxEntities < 1) {
            throw new IllegalArgumentException("maxEntities must be >= 1, was " + maxEntities);
        }
        this.maxEntities = maxEntities;
        this.templateText = templateText;
    }

    /** False where the entity is one too many. */
    boolean forecast(Forecast forecast, List<Contribution> contributions) {
        return change(
                forecast.entity(),
                was -> new Entity(forecast, List.copyOf(contributions), was.isObserved, was.observed));
    }

    /** False where the entity is one too many. */
    boolean observed(String entity, @Nullable HealthState state) {
        return change(entity, was -> new Entity(was.forecast, was.contributions, true, state));
    }

    private synchronized boolean change(String entity, UnaryOperator<Entity> change) {
        Entity was = entities.get(entity);
        if (was == null && entities.size() >= maxEntities) {
            return false;
        }
        entities.put(entity, change.apply(was == null ? Entity.NEW : was));
        return true;
    }

    synchronized void forget(String entity) {
        entities.remove(entity);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<Sample> states = new ArrayList<>();
        List<Sample> probabilities = new ArrayList<>();
        List<Sample> times = new ArrayList<>();
        List<Sample> contributions = new ArrayList<>();
        List<Sample> observed = new ArrayList<>();
        entities.forEach((name, entity) -> {
            Forecast forecast = entity.forecast;
            if (forecast != null) {
                times.add(Family.FORECAST_TIMESTAMP.sample(forecast.time().toEpochMilli() / 1e3, name));
                for (HorizonForecast horizon : forecast.horizons()) {
                    addHorizon(name, horizon, states, probabilities);
                }
            }
            for (Contribution one : entity.contributions) {
                contributions.add(Family.FORECAST_CONTRIBUTION.sample(one.share(), name, one.templateId(), text(one)));
            }
            if (entity.isObserved) {
                addStates(Family.HEALTH, entity.observed, observed, name);
            }
        });
        return List.of(
                Family.FORECAST_HEALTH.with(states),
                Family.FORECAST_PROBABILITY.with(probabilities),
                Family.FORECAST_TIMESTAMP.with(times),
                Family.FORECAST_CONTRIBUTION.with(contributions),
                Family.HEALTH.with(observed));
    }

    /** An empty label is to Prometheus as none at all. */
    private String text(Contribution contribution) {
        String text = templateText ? contribution.text() : "";
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }

    private static void addHorizon(
            String entity, HorizonForecast forecast, List<Sample> states, List<Sample> probabilities) {
        String horizon = HorizonLabel.of(forecast.horizon());
        addStates(Family.FORECAST_HEALTH, forecast.state(), states, entity, horizon);
        if (forecast.state() != null) {
            for (HealthState state : STATES) {
                probabilities.add(Family.FORECAST_PROBABILITY.sample(
                        probability(forecast, state), entity, horizon, state.label()));
            }
        }
    }

    private static double probability(HorizonForecast forecast, HealthState state) {
        return switch (state) {
            case GREEN -> forecast.green();
            case ORANGE -> forecast.orange();
            case RED -> forecast.red();
        };
    }

    private static void addStates(Family family, @Nullable HealthState is, List<Sample> samples, String... labels) {
        for (HealthState state : STATES) {
            samples.add(family.sample(state == is ? 1 : 0, with(labels, state.label())));
        }
        samples.add(family.sample(is == null ? 1 : 0, with(labels, "unknown")));
    }

    private static String[] with(String[] labels, String last) {
        List<String> all = new ArrayList<>(List.of(labels));
        all.add(last);
        return all.toArray(new String[0]);
    }
}
