package io.portent.outcome;

import io.portent.Histories;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.util.List;

/** Forecasts of a word: {@code ' '} unknown, {@code '.'} calm, {@code 'r'} red, {@code 'R'} certain of red. */
final class Spoken {
    static final Duration SHORT = Duration.ofMinutes(5);

    private Spoken() {}

    static Forecast at(long minute, char word, Duration longest) {
        return at("shop", minute, word, longest);
    }

    static Forecast at(String entity, long minute, char word, Duration longest) {
        List<Duration> horizons = List.of(SHORT, longest);
        if (word == ' ') {
            return Forecast.unknown(entity, Histories.minute(minute), horizons, "no log line yet");
        }
        double near = word == 'R' ? 1 : 0.1;
        double far = word == 'R' ? 1 : word == 'r' ? 0.7 : 0.2;
        return new Forecast(
                entity,
                Histories.minute(minute),
                List.of(one(SHORT, near, word == 'R'), one(longest, far, word != '.')),
                null);
    }

    private static HorizonForecast one(Duration horizon, double red, boolean rings) {
        return new HorizonForecast(horizon, 1 - red, 0, red, rings ? HealthState.RED : HealthState.GREEN);
    }
}
