package io.portent.agent;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Forecasts that are not unknown. */
final class Known {
    private Known() {}

    static Forecast green(String entity, Instant time) {
        return new Forecast(
                entity,
                time,
                List.of(new HorizonForecast(Duration.ofMinutes(5), 0.9, 0.06, 0.04, HealthState.GREEN)),
                null);
    }
}
