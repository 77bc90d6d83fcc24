package io.portent.forecast;

import io.portent.health.HealthState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of one horizon: the worst state in (t + warning, t + horizon].
 *
 * @param green probability in [0, 1]; the three sum to one
 * @param state the decision after thresholds; null: unknown, and then the probabilities are NaN
 */
public record HorizonForecast(
        Duration horizon,
        double green,
        double orange,
        double red,
        @Nullable HealthState state) {
    public HorizonForecast {
        if (state != null && !(Math.abs(green + orange + red - 1) < 1e-9 && green >= 0 && orange >= 0 && red >= 0)) {
            throw new IllegalArgumentException(
                    "probabilities must sum to 1, were " + green + " + " + orange + " + " + red);
        }
    }

    public static HorizonForecast unknown(Duration horizon) {
        return new HorizonForecast(horizon, Double.NaN, Double.NaN, Double.NaN, null);
    }
}
