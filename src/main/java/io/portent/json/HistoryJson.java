package io.portent.json;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An entity's past as JSON.
 *
 * <pre>
 *   {"entity": "shop", "since": "2026-01-01T03:04:00Z", "until": "2026-01-02T03:04:00Z", "step_seconds": 360,
 *    "observed": [{"state": "green", "start": "2026-01-01T03:04:00Z", "end": "2026-01-02T03:04:00Z"}], "observed_left_out": 0,
 *    "forecasts": [{"time": "2026-01-01T03:10:00Z", "unknown": null,
 *                   "horizons": [{"horizon": "5m", "state": "green", "orange": 0.02, "red": 0.01}]}],
 *    "interventions": ["2026-01-01T05:00:00Z"]}
 * </pre>
 *
 * <p>Of the forecasts of a step the worst is there: red before orange, that before unknown, green last. The oldest states are left out where there are too many.
 */
public final class HistoryJson {
    /** As many states as a page can show. */
    private static final int MOST_STATES = 1000;

    private HistoryJson() {}

    public static String write(
            String entity,
            Instant since,
            Instant until,
            Duration step,
            List<Timeline.Stretch> observed,
            List<Forecast> forecasts,
            List<Instant> interventions,
            Function<Duration, String> horizonLabel) {
        int leftOut = Math.max(0, observed.size() - MOST_STATES);
        return "{\"entity\":" + Json.quote(entity)
                + ",\"since\":" + time(since)
                + ",\"until\":" + time(until)
                + ",\"step_seconds\":" + step.toSeconds()
                + ",\"observed\":"
                + list(observed.subList(leftOut, observed.size()), HistoryJson::stretch)
                + ",\"observed_left_out\":" + leftOut
                + ",\"forecasts\":" + list(forecasts, one -> forecast(one, horizonLabel))
                + ",\"interventions\":" + list(interventions, HistoryJson::time)
                + "}\n";
    }

    private static String stretch(Timeline.Stretch one) {
        return "{\"state\":" + HealthJson.state(one.state()) + ",\"start\":" + time(one.from()) + ",\"end\":"
                + time(one.to()) + "}";
    }

    private static String forecast(Forecast forecast, Function<Duration, String> horizonLabel) {
        String why = forecast.unknown();
        return "{\"time\":" + time(forecast.time())
                + ",\"unknown\":" + (why == null ? "null" : Json.quote(why))
                + ",\"horizons\":" + list(forecast.horizons(), one -> horizon(one, horizonLabel))
                + "}";
    }

    private static String horizon(HorizonForecast one, Function<Duration, String> horizonLabel) {
        boolean known = one.state() != null;
        return "{\"horizon\":" + Json.quote(horizonLabel.apply(one.horizon()))
                + ",\"state\":" + HealthJson.state(one.state())
                + ",\"orange\":" + (known ? Double.toString(one.orange()) : "null")
                + ",\"red\":" + (known ? Double.toString(one.red()) : "null")
                + "}";
    }

    private static String time(Instant time) {
        return Json.quote(time.toString());
    }

    private static <T> String list(List<T> all, Function<T, String> each) {
        return all.stream().map(each).collect(Collectors.joining(",", "[", "]"));
    }
}
