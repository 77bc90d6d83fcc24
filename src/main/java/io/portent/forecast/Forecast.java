package io.portent.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entity's forecast.
 *
 * @param time end of the last window that was seen
 * @param horizons in rising order
 * @param unknown why there is no forecast, one sentence for a person; null where there is one
 */
public record Forecast(
        String entity,
        Instant time,
        List<HorizonForecast> horizons,
        @Nullable String unknown) {
    public Forecast {
        horizons = List.copyOf(horizons);
        boolean anyKnown = horizons.stream().anyMatch(h -> h.state() != null);
        if (anyKnown == (unknown != null)) {
            throw new IllegalArgumentException(
                    "a forecast has states or a reason for having none, was " + horizons + " and " + unknown);
        }
    }

    public static Forecast unknown(String entity, Instant time, List<Duration> horizons, String why) {
        return new Forecast(
                entity, time, horizons.stream().map(HorizonForecast::unknown).toList(), why);
    }

    /** What is left of it when none has followed for too long: no state, and why. */
    public Forecast leftBehind() {
        List<Duration> ahead = horizons.stream().map(HorizonForecast::horizon).toList();
        return unknown != null ? this : unknown(entity, time, ahead, "no forecast was made since " + time);
    }
}
