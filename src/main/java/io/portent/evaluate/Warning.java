package io.portent.evaluate;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the forecasts of one horizon had said of an incident.
 *
 * @param asked whether there was any moment in time at which the question was posed
 * @param lead from the first alarmed moment within the horizon to the onset; null: not warned of
 * @param highest chance that was given in time; NaN where nothing was asked
 * @param at when it was given, the first such moment
 */
public record Warning(
        Duration horizon,
        boolean asked,
        @Nullable Duration lead,
        double highest,
        @Nullable Instant at) {}
