package io.portent.agent;

import io.portent.explain.Cause;
import io.portent.explain.Explanation;
import io.portent.explain.KnownIncidents;
import io.portent.explain.LoggedLine;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.window.Window;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explains forecasts: what drives them, the lines of it, and which past incident they are like.
 *
 * @param lines those that were read last
 * @param incidents as the predictor's model encodes them; null where there are none to compare with
 */
record Explaining(LastLines lines, @Nullable KnownIncidents incidents) {
    /** Null for a forecast that is green throughout, or unknown. */
    @Nullable
    Explanation explain(
            Predictor predictor, Forecast forecast, List<Window> windows, HealthHistory health, Instant now) {
        String entity = forecast.entity();
        Explanation why =
                predictor.explain(forecast, windows, health, now, template -> lines.severity(entity, template));
        if (why == null) {
            return null;
        }
        Instant since = windows.get(0).start();
        return why.with((Cause cause) -> cause.with(lines(entity, cause, since)))
                .with(incidents == null ? null : incidents.to(windows));
    }

    private List<LoggedLine> lines(String entity, Cause cause, Instant since) {
        return switch (cause.kind()) {
            case TEMPLATE -> lines.of(entity, cause.id(), since);
            case VALUE -> lines.of(entity, cause.id().substring(0, cause.id().indexOf('#')), since);
            case EXCEPTION, FIELD, SEVERITIES, SILENCE -> List.of();
        };
    }
}
