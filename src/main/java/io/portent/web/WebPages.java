package io.portent.web;

import io.portent.explain.Explanation;
import io.portent.forecast.Forecast;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the pages show. Everything is asked anew for each request, on several threads at once.
 *
 * @param version of the agent
 * @param forecasts the last one of each entity, in the order to be shown
 * @param notReady why the agent cannot forecast yet, one sentence; empty once it can
 * @param model the name of the one that serves; empty while there is none
 * @param models for programs
 * @param horizonLabel how a horizon is written, {@code 5m}
 * @param explanations why forecasts are not green, by entity
 * @param logText whether text of logs may be shown
 * @param chronicle what was, beside what is
 */
public record WebPages(
        String version,
        MetricsPage metrics,
        Supplier<List<Forecast>> forecasts,
        Supplier<Optional<String>> notReady,
        Supplier<Optional<String>> model,
        ModelsPage models,
        Function<Duration, String> horizonLabel,
        Supplier<Map<String, Explanation>> explanations,
        boolean logText,
        Chronicle chronicle) {
    /** With nothing explained and nothing remembered. */
    public WebPages(
            String version,
            MetricsPage metrics,
            Supplier<List<Forecast>> forecasts,
            Supplier<Optional<String>> notReady,
            Supplier<Optional<String>> model,
            ModelsPage models,
            Function<Duration, String> horizonLabel) {
        this(version, metrics, forecasts, notReady, model, models, horizonLabel, Map::of, false, Chronicle.NONE);
    }
}
