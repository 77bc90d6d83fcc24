package io.portent.config;

import java.time.Duration;
import java.util.List;

/**
 * What is forecast, how often, and how many false alarms are tolerable.
 *
 * @param dataWindow windows that one forecast looks back on
 * @param horizons strictly rising
 * @param warning the lead time that a forecast must leave at least
 * @param atOnce least time between two forecasts of one entity that telling lines trigger; zero: they trigger none
 * @param staleAfter input older than this makes the forecast unknown
 */
public record ForecastConfig(
        int dataWindow,
        List<Duration> horizons,
        Duration warning,
        Duration every,
        Duration atOnce,
        AlarmBudget alarmBudget,
        Duration staleAfter) {
    static final int MOST_HORIZONS = 8;
    private static final Duration SLACK = Duration.ofMinutes(1);

    /** On average at most {@code falseAlarms} in each {@code per}; the thresholds are chosen by it. */
    public record AlarmBudget(double falseAlarms, Duration per) {
        public AlarmBudget {
            if (!(falseAlarms > 0 && falseAlarms < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "forecast.alarm_budget.false_alarms must be > 0, was " + falseAlarms);
            }
            if (per.isNegative() || per.isZero()) {
                throw new IllegalArgumentException("forecast.alarm_budget.per must be > 0, was " + per);
            }
        }
    }

    public ForecastConfig {
        Key.FORECAST_DATA_WINDOW.check(dataWindow);
        horizons = List.copyOf(horizons);
        if (horizons.isEmpty() || horizons.size() > MOST_HORIZONS || !isRising(horizons)) {
            throw new IllegalArgumentException("forecast.horizons must be 1 to 8, rising, were " + horizons);
        }
        if (warning.isNegative() || warning.compareTo(horizons.get(0)) >= 0) {
            throw new IllegalArgumentException("forecast.warning must be in [0, first horizon), was " + warning);
        }
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("forecast.every must be >= 1s, was " + every);
        }
        if (atOnce.isNegative()) {
            throw new IllegalArgumentException("forecast.at_once must be >= 0, was " + atOnce);
        }
        if (staleAfter.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("forecast.stale_after must be >= 1s, was " + staleAfter);
        }
    }

    /**
     * Nothing that is said while forecasts are made is older: input may be so old, and be looked at so late, twice, since that takes its time; and a
     * minute for a machine that is busy.
     */
    public Duration leftBehindAfter() {
        return staleAfter.plus(every.multipliedBy(2)).plus(SLACK);
    }

    static boolean isRising(List<Duration> horizons) {
        Duration last = Duration.ZERO;
        for (Duration horizon : horizons) {
            if (horizon.compareTo(last) <= 0) {
                return false;
            }
            last = horizon;
        }
        return true;
    }
}
