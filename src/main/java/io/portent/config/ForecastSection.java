package io.portent.config;

import io.portent.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of {@code window} and {@code forecast}, read together for the rules between them. */
final class ForecastSection {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LEAST_STALE_AFTER = Duration.ofMinutes(2);

    private final Setting<Duration> length;
    private final Setting<Duration> offset;
    private final Setting<Duration> lateness;
    private final Setting<Integer> dataWindow;
    private final Setting<List<Duration>> horizons;
    private final Setting<Duration> warning;
    private final Setting<Duration> every;
    private final Setting<Duration> atOnce;
    private final Setting<Optional<Duration>> staleAfter;
    private final Setting<Double> falseAlarms;
    private final Setting<Duration> per;

    private ForecastSection(Settings settings) {
        length = settings.one(Key.WINDOW_LENGTH, Values.atLeast(SECOND));
        offset = settings.one(Key.WINDOW_OFFSET, Durations::parse);
        lateness = settings.one(Key.WINDOW_LATENESS, Durations::parse);
        dataWindow = settings.one(Key.FORECAST_DATA_WINDOW, Values.count(Key.FORECAST_DATA_WINDOW));
        horizons = settings.many(Key.FORECAST_HORIZONS, Values.atLeast(SECOND));
        warning = settings.one(Key.FORECAST_WARNING, Durations::parse);
        every = settings.one(Key.FORECAST_EVERY, Values.atLeast(SECOND));
        atOnce = settings.one(Key.FORECAST_AT_ONCE, Durations::parse);
        staleAfter = settings.maybe(Key.FORECAST_STALE_AFTER, Values.atLeast(SECOND));
        falseAlarms = settings.one(Key.FORECAST_FALSE_ALARMS, Values::positive);
        per = settings.one(Key.FORECAST_PER, Values.atLeast(SECOND));
    }

    static ForecastSection read(Settings settings) {
        ForecastSection section = new ForecastSection(settings);
        section.checkWindow(settings);
        section.checkHorizons(settings);
        section.checkWarning(settings);
        section.checkStaleAfter(settings);
        return section;
    }

    WindowSpec window() {
        return new WindowSpec(length.value(), offset.value(), lateness.value());
    }

    ForecastConfig forecast() {
        return new ForecastConfig(
                dataWindow.value(),
                horizons.value(),
                warning.value(),
                every.value(),
                atOnce.value(),
                new ForecastConfig.AlarmBudget(falseAlarms.value(), per.value()),
                staleAfter.value().orElseGet(this::usualStaleAfter));
    }

    /** Three windows may stay empty, as in a quiet minute of the service, before the input counts as stale. */
    private Duration usualStaleAfter() {
        Duration usual = length.value().multipliedBy(3).plus(lateness.value());
        return usual.compareTo(LEAST_STALE_AFTER) < 0 ? LEAST_STALE_AFTER : usual;
    }

    private void checkWindow(Settings settings) {
        if (length.isSound() && offset.isSound() && offset.value().compareTo(length.value()) >= 0) {
            settings.reject(
                    "must be less than window.length (" + text(length) + "), was " + text(offset), offset, length);
        }
    }

    private void checkHorizons(Settings settings) {
        if (!horizons.isSound()) {
            return;
        }
        List<Duration> all = horizons.value();
        if (all.isEmpty() || all.size() > ForecastConfig.MOST_HORIZONS) {
            settings.reject(
                    "must be 1 to " + ForecastConfig.MOST_HORIZONS + " durations, were " + all.size(), horizons);
        } else if (!ForecastConfig.isRising(all)) {
            settings.reject("must rise strictly, such as [5m, 15m, 1h], were " + text(all), horizons);
        }
        for (Duration horizon : all) {
            if (length.isSound() && !isMultiple(horizon)) {
                settings.reject(
                        "each must be a multiple of window.length (" + text(length) + "), was "
                                + Durations.format(horizon),
                        horizons,
                        length);
            }
        }
    }

    private void checkWarning(Settings settings) {
        if (!warning.isSound()) {
            return;
        }
        if (length.isSound() && !isMultiple(warning.value())) {
            settings.reject(
                    "must be a multiple of window.length (" + text(length) + "), was " + text(warning),
                    warning,
                    length);
        }
        if (horizons.isSound()
                && !horizons.value().isEmpty()
                && warning.value().compareTo(horizons.value().get(0)) >= 0) {
            settings.reject(
                    "must be less than the first of forecast.horizons ("
                            + Durations.format(horizons.value().get(0)) + "), was " + text(warning),
                    warning,
                    horizons);
        }
    }

    /** Below length + lateness even the newest closed window is stale, and there would never be a forecast. */
    private void checkStaleAfter(Settings settings) {
        if (!length.isSound() || !lateness.isSound() || !staleAfter.isSound()) {
            return;
        }
        Duration least = length.value().plus(lateness.value());
        if (staleAfter.value().filter(given -> given.compareTo(least) < 0).isPresent()) {
            settings.reject(
                    "must be at least window.length + window.lateness (" + Durations.format(least) + "), was "
                            + Durations.format(staleAfter.value().get()),
                    staleAfter,
                    length,
                    lateness);
        }
    }

    private boolean isMultiple(Duration duration) {
        return duration.toMillis() % length.value().toMillis() == 0;
    }

    private static String text(Setting<Duration> duration) {
        return Durations.format(duration.value());
    }

    private static String text(List<Duration> durations) {
        return durations.stream().map(Durations::format).toList().toString();
    }
}
