package io.portent.agent;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of many forecasts a few: the worst of each step, so that no alarm is lost. Red is worse than orange, that than unknown, and green is best;
 * among equals the greater chances are worse. Not thread-safe.
 */
final class Thinned {
    private final Instant since;
    private final Duration step;
    private final List<Forecast> kept = new ArrayList<>();
    private long last = -1;

    /** @param most how many are kept */
    Thinned(Instant since, Instant until, int most) {
        this.since = since;
        this.step = Duration.between(since, until).dividedBy(most).plusMillis(1);
    }

    Duration step() {
        return step;
    }

    /** Those come in the order of time. */
    void take(Forecast forecast) {
        long at = Duration.between(since, forecast.time()).dividedBy(step);
        if (at != last) {
            kept.add(forecast);
        } else if (weight(forecast) > weight(kept.get(kept.size() - 1))) {
            kept.set(kept.size() - 1, forecast);
        }
        last = at;
    }

    List<Forecast> kept() {
        return kept;
    }

    private static double weight(Forecast forecast) {
        int worst = 0;
        double chances = 0;
        for (HorizonForecast one : forecast.horizons()) {
            worst = Math.max(worst, rank(one.state()));
            chances += one.state() == null ? 0 : one.red() + (1 - one.green()) / 1000;
        }
        return worst * 1000.0 + chances;
    }

    private static int rank(@Nullable HealthState state) {
        if (state == null) {
            return 1;
        }
        return switch (state) {
            case GREEN -> 0;
            case ORANGE -> 2;
            case RED -> 3;
        };
    }
}
