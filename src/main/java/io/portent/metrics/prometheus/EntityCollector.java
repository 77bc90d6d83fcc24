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
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The series of all entities, made at each scrape from what was last published. A scrape sees each entity's forecast whole: states that
 * are exclusive and probabilities that sum to one, also while the next forecast comes in. Thread-safe.
 */
final class EntityCollector extends Collector {
    private static final List<HealthState> STATES = List.of(HealthState.values());

    /** What is known of one entity; null or NaN what was never said. */
    private record Entity(
            @Nullable Forecast forecast,
            List<Contribution> contributions,
            @Nullable Forecast shadow,
            double drift,
            boolean isObserved,
            @Nullable HealthState observed) {
        static final Entity NEW = new Entity(null, List.of(), null, Double.NaN, false, null);

        Entity with(Forecast next, List<Contribution> drivers) {
            return new Entity(next, List.copyOf(drivers), shadow, drift, isObserved, observed);
        }

        Entity withShadow(@Nullable Forecast next) {
            return new Entity(forecast, contributions, next, drift, isObserved, observed);
        }

        Entity withDrift(double score) {
            return new Entity(forecast, contributions, shadow, score, isObserved, observed);
        }

        Entity withObserved(@Nullable HealthState state) {
            return new Entity(forecast, contributions, shadow, drift, true, state);
        }

        /** What is left of it when nobody forecasts any more: that it is there, and when that was. */
        Entity leftBehind() {
            return new Entity(unknown(forecast), List.of(), unknown(shadow), drift, isObserved, null);
        }

        private static @Nullable Forecast unknown(@Nullable Forecast was) {
            return was == null ? null : was.leftBehind();
        }
    }

    /** Longer ones are cut: a template may have as many characters as a message. */
    private static final int LONGEST_TEXT = 200;

    private final int maxEntities;
    private volatile boolean templateText;
    private volatile BooleanSupplier leftBehind = () -> false;
    private final ConcurrentNavigableMap<String, Entity> entities = new ConcurrentSkipListMap<>();

    EntityCollector(int maxEntities, boolean templateText) {
        if (maxEntities < 1) {
            throw new IllegalArgumentException("maxEntities must be >= 1, was " + maxEntities);
        }
        this.maxEntities = maxEntities;
        this.templateText = templateText;
    }

    void showTemplateText(boolean shown) {
        templateText = shown;
    }

    void leftBehind(BooleanSupplier asked) {
        leftBehind = asked;
    }

    /** False where the entity is one too many. */
    boolean forecast(Forecast forecast, List<Contribution> contributions) {
        return change(forecast.entity(), was -> was.with(forecast, contributions));
    }

    /** False where the entity is one too many. */
    boolean shadow(Forecast forecast) {
        return change(forecast.entity(), was -> was.withShadow(forecast));
    }

    synchronized void noShadow() {
        entities.replaceAll((name, was) -> was.withShadow(null));
    }

    /** False where the entity is one too many. */
    boolean drift(String entity, double score) {
        return change(entity, was -> was.withDrift(score));
    }

    /** False where the entity is one too many. */
    boolean observed(String entity, @Nullable HealthState state) {
        return change(entity, was -> was.withObserved(state));
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
        Page page = new Page();
        boolean old = leftBehind.getAsBoolean();
        entities.forEach((name, said) -> {
            Entity entity = old ? said.leftBehind() : said;
            addForecast(name, entity, page);
            if (entity.shadow != null) {
                page.shadow.add(name, entity.shadow);
            }
            if (!Double.isNaN(entity.drift)) {
                page.drifts.add(Family.DRIFT_SCORE.sample(entity.drift, name));
            }
            if (entity.isObserved) {
                addStates(Family.HEALTH, entity.observed, page.observed, name);
            }
        });
        return page.families();
    }

    private void addForecast(String name, Entity entity, Page page) {
        Forecast forecast = entity.forecast;
        if (forecast != null) {
            page.times.add(Family.FORECAST_TIMESTAMP.sample(forecast.time().toEpochMilli() / 1e3, name));
            page.served.add(name, forecast);
        }
        for (Contribution one : entity.contributions) {
            page.contributions.add(Family.FORECAST_CONTRIBUTION.sample(one.share(), name, one.templateId(), text(one)));
        }
    }

    /** What one scrape gathers. */
    private static final class Page {
        private final Horizons served = new Horizons(Family.FORECAST_HEALTH, Family.FORECAST_PROBABILITY);
        private final Horizons shadow = new Horizons(Family.SHADOW_HEALTH, Family.SHADOW_PROBABILITY);
        private final List<Sample> times = new ArrayList<>();
        private final List<Sample> contributions = new ArrayList<>();
        private final List<Sample> drifts = new ArrayList<>();
        private final List<Sample> observed = new ArrayList<>();

        List<MetricFamilySamples> families() {
            return List.of(
                    served.health.with(served.states),
                    served.probability.with(served.probabilities),
                    Family.FORECAST_TIMESTAMP.with(times),
                    Family.FORECAST_CONTRIBUTION.with(contributions),
                    shadow.health.with(shadow.states),
                    shadow.probability.with(shadow.probabilities),
                    Family.DRIFT_SCORE.with(drifts),
                    Family.HEALTH.with(observed));
        }
    }

    /** The states and probabilities of forecasts, in the two families that show them. */
    private static final class Horizons {
        private final Family health;
        private final Family probability;
        private final List<Sample> states = new ArrayList<>();
        private final List<Sample> probabilities = new ArrayList<>();

        Horizons(Family health, Family probability) {
            this.health = health;
            this.probability = probability;
        }

        void add(String entity, Forecast forecast) {
            for (HorizonForecast one : forecast.horizons()) {
                String horizon = HorizonLabel.of(one.horizon());
                addStates(health, one.state(), states, entity, horizon);
                if (one.state() != null) {
                    for (HealthState state : STATES) {
                        probabilities.add(probability.sample(probability(one, state), entity, horizon, state.label()));
                    }
                }
            }
        }
    }

    /** An empty label is to Prometheus as none at all. */
    private String text(Contribution contribution) {
        String text = templateText ? contribution.text() : "";
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
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
