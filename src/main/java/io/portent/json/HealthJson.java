package io.portent.json;

import io.portent.health.HealthState;
import io.portent.health.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is observed now, and how the agent is, as JSON.
 *
 * <pre>
 *   {"health": [{"entity": "shop", "state": "green"}, {"entity": "till", "state": "unknown"}]}
 *   {"version": "0.1.0", "time": "2026-01-02T03:04:00Z", "stale_after_seconds": 300, "not_ready": null, "model": "...", "writing": false,
 *    "log_text": false, "forecast_tag": "W/...", "health_tag": "W/..."}
 * </pre>
 */
public final class HealthJson {
    private HealthJson() {}

    public static String write(List<Observed> all) {
        return all.stream()
                .map(one -> "{\"entity\":" + Json.quote(one.entity()) + ",\"state\":" + state(one.state()) + "}")
                .collect(Collectors.joining(",", "{\"health\":[", "]}\n"));
    }

    static String state(@Nullable HealthState state) {
        return Json.quote(state == null ? "unknown" : state.label());
    }

    /**
     * @param staleAfter a forecast that is older is none
     * @param forecastTag of the last forecasts; another one once there are others
     * @param healthTag likewise, of what is observed
     */
    public static String status(
            String version,
            Instant time,
            Duration staleAfter,
            @Nullable String notReady,
            @Nullable String model,
            boolean writing,
            boolean logText,
            String forecastTag,
            String healthTag) {
        return "{\"version\":" + Json.quote(version)
                + ",\"time\":" + Json.quote(time.toString())
                + ",\"stale_after_seconds\":" + staleAfter.toSeconds()
                + ",\"not_ready\":" + (notReady == null ? "null" : Json.quote(notReady))
                + ",\"model\":" + (model == null ? "null" : Json.quote(model))
                + ",\"writing\":" + writing
                + ",\"log_text\":" + logText
                + ",\"forecast_tag\":" + Json.quote(forecastTag)
                + ",\"health_tag\":" + Json.quote(healthTag)
                + "}\n";
    }
}
