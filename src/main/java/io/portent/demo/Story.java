package io.portent.demo;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.metrics.HorizonLabel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells in words what the forecast says and what then happens, each change once. Not thread-safe. */
final class Story {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Instant failure;
    private final Consumer<String> out;
    /** By horizon: when a red forecast was first on the page that the failure then proved right. */
    private final Map<Duration, Instant> warnings = new LinkedHashMap<>();

    private @Nullable HealthState health;
    private @Nullable String said;
    private @Nullable Instant first;

    Story(Instant failure, Consumer<String> out) {
        this.failure = failure;
        this.out = out;
    }

    /** @param now when it was seen, which is later than the forecast's own time; a warning counts from here */
    void forecast(Instant now, Forecast forecast) {
        remember(now, forecast);
        HorizonForecast worst = worst(forecast);
        HealthState state = worst == null ? null : worst.state();
        String key = worst == null || state == null
                ? "unknown: " + forecast.unknown()
                : state == HealthState.GREEN ? "green" : state.label() + " within " + HorizonLabel.of(worst.horizon());
        if (!key.equals(said)) {
            said = key;
            say(now, "forecast: " + key + (worst == null ? "" : chance(worst, state)));
        }
    }

    /** The worst state, at the shortest horizon that has it; of green, at the longest. */
    private static @Nullable HorizonForecast worst(Forecast forecast) {
        HorizonForecast worst = null;
        for (HorizonForecast each : forecast.horizons()) {
            HealthState state = each.state();
            HealthState before = worst == null ? null : worst.state();
            if (state != null && (before == null || before == HealthState.GREEN || state.compareTo(before) > 0)) {
                worst = each;
            }
        }
        return worst;
    }

    /** Thresholds follow from the budget of false alarms, so green may be said while it is the less likely. */
    private static String green(HorizonForecast longest) {
        String horizon = HorizonLabel.of(longest.horizon());
        return longest.green() >= 0.5
                ? String.format(Locale.ROOT, " for the next %s (%.0f %%)", horizon, 100 * longest.green())
                : String.format(
                        Locale.ROOT,
                        " for the next %s: no alarm yet at %.0f %% orange or worse",
                        horizon,
                        100 * (1 - longest.green()));
    }

    private static String chance(HorizonForecast worst, @Nullable HealthState state) {
        if (state == null) {
            return "";
        }
        return switch (state) {
            case RED -> String.format(Locale.ROOT, " (%.0f %%)", 100 * worst.red());
            case ORANGE ->
                String.format(Locale.ROOT, " (%.0f %% orange or worse)", 100 * (worst.orange() + worst.red()));
            case GREEN -> green(worst);
        };
    }

    private void remember(Instant now, Forecast forecast) {
        if (!now.isBefore(failure) || forecast.unknown() != null) {
            return;
        }
        first = first == null ? now : first;
        for (HorizonForecast each : forecast.horizons()) {
            boolean right = each.state() == HealthState.RED
                    && !forecast.time().plus(each.horizon()).isBefore(failure);
            if (right) {
                warnings.putIfAbsent(each.horizon(), now);
            }
        }
    }

    void health(Instant now, @Nullable HealthState state) {
        if (state == null || state == health) {
            return;
        }
        HealthState before = health;
        health = state;
        switch (state) {
            case RED -> say(now, "the shop fails: red by its own objective");
            case ORANGE -> say(now, "the shop is " + (before == HealthState.RED ? "still " : "") + "degraded: orange");
            case GREEN -> say(now, before == null ? "the shop is well: green" : "the shop has recovered: green");
        }
    }

    private void say(Instant now, String what) {
        out.accept(CLOCK.format(now) + "  " + what);
    }

    boolean warned() {
        return !warnings.isEmpty();
    }

    /** The warning that left most time. */
    String summary() {
        Map.Entry<Duration, Instant> best = null;
        for (Map.Entry<Duration, Instant> each : warnings.entrySet()) {
            best = best == null || each.getValue().isBefore(best.getValue()) ? each : best;
        }
        if (best == null) {
            return "no red forecast came before the failure at " + CLOCK.format(failure)
                    + ": this failure was not predicted";
        }
        String since = best.getValue().equals(first) ? " (and perhaps before: that was the first forecast)" : "";
        return "forecast red for " + words(best.getKey()) + " ahead at " + CLOCK.format(best.getValue()) + since
                + "; the service failed " + words(Duration.between(best.getValue(), failure)) + " later";
    }

    private static String words(Duration duration) {
        long minutes = Math.max(0, duration.toMinutes());
        if (minutes > 0 && minutes % 60 == 0) {
            return minutes == 60 ? "1 hour" : minutes / 60 + " hours";
        }
        return minutes == 1 ? "1 minute" : minutes + " minutes";
    }
}
