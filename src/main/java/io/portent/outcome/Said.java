package io.portent.outcome;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Instant;
import java.util.List;

/**
 * What of a forecast its outcome depends on.
 *
 * @param reach up to when an onset was spoken of
 */
record Said(Instant time, Instant reach, Word word, String model) {
    enum Word {
        UNKNOWN,
        /** No horizon is red. */
        CALM,
        /** Some horizon is. */
        RED,
        /** Every chance of red is exactly 1: so it is said of an entity that is seen to stand in red. */
        CERTAIN
    }

    static Said of(Forecast forecast, String model) {
        List<HorizonForecast> horizons = forecast.horizons();
        Instant reach = horizons.isEmpty()
                ? forecast.time()
                : forecast.time().plus(horizons.get(horizons.size() - 1).horizon());
        return new Said(forecast.time(), reach, word(forecast), model);
    }

    private static Word word(Forecast forecast) {
        if (forecast.unknown() != null) {
            return Word.UNKNOWN;
        }
        List<HorizonForecast> horizons = forecast.horizons();
        if (horizons.stream().allMatch(one -> one.state() == HealthState.RED && one.red() == 1)) {
            return Word.CERTAIN;
        }
        return horizons.stream().anyMatch(one -> one.state() == HealthState.RED) ? Word.RED : Word.CALM;
    }
}
