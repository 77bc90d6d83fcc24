package io.portent.metrics.openmetrics;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import io.portent.metrics.HorizonLabel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the metrics page would have shown of past forecasts: {@code portent_forecast_health},
 * {@code portent_forecast_probability_ratio} and, where labels are given, {@code portent_health}. For
 * {@code promtool tsdb create-blocks-from openmetrics}.
 *
 * <p>Families must not be interleaved, nor the series within them, and a series is in the order of time. So the forecasts are gone through once
 * per family, entity and horizon, and nothing is held in memory. What cannot be said is the end of a series: where a forecast is unknown, its probabilities
 * are absent, and Prometheus shows the last ones for its look-back of five minutes.
 */
public final class OpenMetricsWriter {
    private static final String FORECAST = "portent_forecast_health";
    private static final String PROBABILITY = "portent_forecast_probability_ratio";
    private static final String HEALTH = "portent_health";
    private static final List<HealthState> STATES = List.of(HealthState.values());

    private final Writer out;
    private final @Nullable String job;
    private final PastForecasts forecasts;
    private final Map<String, TreeSet<Duration>> horizons = new TreeMap<>();

    private OpenMetricsWriter(Writer out, @Nullable String job, PastForecasts forecasts) {
        this.out = out;
        this.job = job;
        this.forecasts = forecasts;
        for (String entity : forecasts.entities()) {
            TreeSet<Duration> seen = new TreeSet<>();
            forecasts.of(entity, forecast -> forecast.horizons().forEach(one -> seen.add(one.horizon())));
            horizons.put(entity, seen);
        }
    }

    /**
     * Writes everything, with its end mark.
     *
     * @param job label of every series, which Prometheus gives to what it scrapes and dashboards ask for; null: none
     * @param health what was observed at the times of the forecasts; null: not written
     */
    public static void write(Writer out, @Nullable String job, PastForecasts forecasts, @Nullable HealthHistory health)
            throws IOException {
        try {
            OpenMetricsWriter writer = new OpenMetricsWriter(out, job, forecasts);
            writer.family(FORECAST, "stateset");
            writer.horizons.forEach((entity, all) -> all.forEach(horizon -> writer.states(entity, horizon)));
            writer.family(PROBABILITY, "gauge");
            writer.horizons.forEach((entity, all) -> all.forEach(horizon -> writer.probabilities(entity, horizon)));
            if (health != null) {
                writer.family(HEALTH, "stateset");
                writer.horizons.keySet().forEach(entity -> writer.observed(entity, health.of(entity)));
            }
            writer.line("# EOF");
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void family(String name, String type) {
        line("# TYPE " + name + " " + type);
    }

    private void states(String entity, Duration horizon) {
        String labels = labels(entity) + ",horizon=\"" + HorizonLabel.of(horizon) + "\"";
        each(entity, forecast -> {
            HorizonForecast one = at(forecast, horizon);
            if (one != null) {
                stateSet(FORECAST, labels, one.state(), forecast.time());
            }
        });
    }

    /** One pass per state, too: each is a series of its own. */
    private void probabilities(String entity, Duration horizon) {
        for (HealthState state : STATES) {
            String series = PROBABILITY + "{" + labels(entity) + ",horizon=\"" + HorizonLabel.of(horizon)
                    + "\",state=\"" + state.label() + "\"} ";
            each(entity, forecast -> {
                HorizonForecast one = at(forecast, horizon);
                if (one != null && one.state() != null) {
                    line(series + probability(one, state) + " " + seconds(forecast.time()));
                }
            });
        }
    }

    private void observed(String entity, Timeline timeline) {
        String labels = labels(entity);
        each(entity, forecast -> stateSet(HEALTH, labels, timeline.at(forecast.time()), forecast.time()));
    }

    private String labels(String entity) {
        String own = "entity=\"" + escape(entity) + "\"";
        return job == null ? own : "job=\"" + escape(job) + "\"," + own;
    }

    private interface Line {
        void of(Forecast forecast);
    }

    /** What is not later than the last one has no place in a series: two models that spoke at the same time. */
    private void each(String entity, Line line) {
        Instant[] last = {Instant.MIN};
        forecasts.of(entity, forecast -> {
            if (forecast.time().isAfter(last[0])) {
                last[0] = forecast.time();
                line.of(forecast);
            }
        });
    }

    private static @Nullable HorizonForecast at(Forecast forecast, Duration horizon) {
        for (HorizonForecast one : forecast.horizons()) {
            if (one.horizon().equals(horizon)) {
                return one;
            }
        }
        return null;
    }

    /** The states of one moment belong together, as the parts of one point. */
    private void stateSet(String family, String labels, @Nullable HealthState is, Instant time) {
        String head = family + "{" + labels + "," + family + "=\"";
        String tail = " " + seconds(time);
        for (HealthState state : STATES) {
            line(head + state.label() + "\"} " + (state == is ? 1 : 0) + tail);
        }
        line(head + "unknown\"} " + (is == null ? 1 : 0) + tail);
    }

    private static double probability(HorizonForecast forecast, HealthState state) {
        return switch (state) {
            case GREEN -> forecast.green();
            case ORANGE -> forecast.orange();
            case RED -> forecast.red();
        };
    }

    private static String seconds(Instant time) {
        long millis = time.toEpochMilli();
        return String.format(Locale.ROOT, "%d.%03d", Math.floorDiv(millis, 1000L), Math.floorMod(millis, 1000L));
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
    }

    private void line(String text) {
        try {
            out.write(text);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
