package io.portent.forecast;

import io.portent.dataset.Horizons;
import io.portent.health.HealthState;
import io.portent.model.Ringing;
import io.portent.model.Thresholds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chances of onsets to states. Coherent by construction: red is capped by orange-or-worse, so the three chances sum to one
 * at every horizon, and neither rises nor falls out of order over the horizons. Immutable.
 */
public final class Forecaster {
    private final Horizons horizons;
    private final Thresholds thresholds;

    public Forecaster(Horizons horizons, Thresholds thresholds) {
        if (thresholds.red().size() != horizons.horizons().size()) {
            throw new IllegalArgumentException("one threshold per horizon, were " + thresholds + " for " + horizons);
        }
        this.horizons = horizons;
        this.thresholds = thresholds;
    }

    /**
     * One forecast.
     *
     * @param risks [level][horizon] from {@code offset}; NaN if the entity's history is too short
     * @param now the observed state: while an entity stands in a state, the worst state ahead is at least that one. Null
     *     where nobody says; the forecast is then made as if it were green
     * @param ringing what rang at the entity's moment before; receives what rings now
     * @param shortage the sentence to show where there is no chance to be given
     */
    public Forecast of(
            String entity,
            Instant time,
            float[] risks,
            int offset,
            @Nullable HealthState now,
            Ringing ringing,
            String shortage) {
        int count = horizons.horizons().size();
        if (Float.isNaN(risks[offset])) {
            for (int i = 0; i < count; i++) {
                ringing.silenceRed(i);
                ringing.silenceOrange(i);
            }
            return Forecast.unknown(entity, time, horizons.horizons(), shortage);
        }
        List<HorizonForecast> each = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double orangeOrWorse = risks[offset + i];
            double red = risks[offset + count + i];
            if (now != null && now.atLeast(HealthState.ORANGE)) {
                orangeOrWorse = 1;
            }
            red = now == HealthState.RED ? 1 : Math.min(red, orangeOrWorse);
            HealthState state = state(ringing, thresholds, i, orangeOrWorse, red, now);
            each.add(new HorizonForecast(
                    horizons.horizons().get(i), 1 - orangeOrWorse, orangeOrWorse - red, red, state));
        }
        return new Forecast(entity, time, each, null);
    }

    /**
     * What is said at a moment. A state that is observed needs no threshold: it is part of what is ahead, and an alarm of it has come
     * true.
     *
     * @param ringing what rang at the moment before; receives what rings now
     * @param now what is observed; null: nobody says
     */
    public static HealthState state(
            Ringing ringing,
            Thresholds thresholds,
            int horizon,
            double orangeOrWorse,
            double red,
            @Nullable HealthState now) {
        if (now == HealthState.RED) {
            ringing.silenceRed(horizon);
            ringing.silenceOrange(horizon);
            return HealthState.RED;
        }
        boolean ofRed = ringing.red(thresholds, horizon, red);
        if (now == HealthState.ORANGE) {
            ringing.silenceOrange(horizon);
            return ofRed ? HealthState.RED : HealthState.ORANGE;
        }
        boolean ofOrange = ringing.orange(thresholds, horizon, orangeOrWorse);
        return ofRed ? HealthState.RED : ofOrange ? HealthState.ORANGE : HealthState.GREEN;
    }
}
