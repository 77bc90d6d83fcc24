package io.portent.json;

import io.portent.explain.Explanation;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last forecasts as JSON.
 *
 * <pre>
 *   {"forecasts": [{"entity": "shop", "time": "2026-01-02T03:04:00Z", "unknown": null, "horizons": [
 *       {"horizon": "5m", "seconds": 300, "state": "green", "green": 0.97, "orange": 0.02, "red": 0.01}]}]}
 * </pre>
 *
 * <p>A forecast that is not green and was explained has {@code why}, too; docs/EXPLAIN.md has its form.
 * <p>Where there is no forecast, {@code unknown} says why, {@code state} is {@code "unknown"} and the probabilities are null. One that none
 * has followed for too long is no forecast; what it said stands in {@code left_behind}, in the form of {@code horizons}.
 */
public final class ForecastJson {
    private ForecastJson() {}

    /**
     * @param behind the entities that nobody forecasts any more
     * @param explanations by entity; a forecast without one has no {@code why}
     * @param logText whether text of logs may be shown
     */
    public static String write(
            List<Forecast> forecasts,
            Set<String> behind,
            Map<String, Explanation> explanations,
            boolean logText,
            Function<Duration, String> horizonLabel) {
        return forecasts.stream()
                .map(one -> behind.contains(one.entity())
                        ? forecast(one.leftBehind(), ",\"left_behind\":" + horizons(one, horizonLabel), horizonLabel)
                        : forecast(one, why(explanations.get(one.entity()), logText), horizonLabel))
                .collect(Collectors.joining(",", "{\"forecasts\":[", "]}\n"));
    }

    private static String why(@Nullable Explanation why, boolean logText) {
        return why == null ? "" : ",\"why\":" + ExplanationJson.write(why, logText);
    }

    private static String forecast(Forecast forecast, String more, Function<Duration, String> horizonLabel) {
        String why = forecast.unknown();
        return "{\"entity\":" + Json.quote(forecast.entity())
                + ",\"time\":" + Json.quote(forecast.time().toString())
                + ",\"unknown\":" + (why == null ? "null" : Json.quote(why))
                + ",\"horizons\":" + horizons(forecast, horizonLabel)
                + more + "}";
    }

    private static String horizons(Forecast forecast, Function<Duration, String> horizonLabel) {
        return forecast.horizons().stream()
                .map(horizon -> horizon(horizon, horizonLabel.apply(horizon.horizon())))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String horizon(HorizonForecast forecast, String label) {
        HealthState state = forecast.state();
        return "{\"horizon\":" + Json.quote(label)
                + ",\"seconds\":" + forecast.horizon().toSeconds()
                + ",\"state\":" + Json.quote(state == null ? "unknown" : state.label())
                + ",\"green\":" + probability(state, forecast.green())
                + ",\"orange\":" + probability(state, forecast.orange())
                + ",\"red\":" + probability(state, forecast.red())
                + "}";
    }

    /** JSON has no NaN. */
    private static String probability(@Nullable HealthState state, double value) {
        return state == null ? "null" : Double.toString(value);
    }
}
