package io.portent.evaluate;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows one agent's red alarms until it is known how they ended, with the rules of {@link AlarmScore}: an alarm is an
 * unbroken row of forecasts with red at any horizon; it was true if the entity entered red no later than the longest horizon
 * after its last red forecast. Not thread-safe; owned by the predictor.
 */
public final class OutcomeTracker {
    private final Duration longest;
    private final Map<String, Row> rows = new HashMap<>();

    /** What became known since the last call. */
    public record Outcome(int alarms, int trueAlarms, int onsets, int missedOnsets, List<Duration> leads) {
        public Outcome {
            leads = List.copyOf(leads);
        }
    }

    /** One entity: its open alarm, and up to when its onsets are counted. */
    private static final class Row {
        private @Nullable Instant firstRed;
        private @Nullable Instant lastRed;
        private Instant counted;

        Row(Instant counted) {
            this.counted = counted;
        }
    }

    public OutcomeTracker(Duration longest) {
        this.longest = longest;
    }

    /** Takes a forecast in, and counts what the labels have shown by its time. */
    public Outcome observe(Forecast forecast, Timeline timeline) {
        Instant now = forecast.time();
        Row row = rows.computeIfAbsent(forecast.entity(), entity -> new Row(now));
        List<Duration> leads = new ArrayList<>();
        int onsets = 0;
        int alarms = 0;
        for (Instant onset = timeline.onset(HealthState.RED, row.counted, now);
                onset != null;
                onset = timeline.onset(HealthState.RED, onset, now)) {
            onsets++;
            if (row.firstRed != null && row.lastRed != null && !onset.isAfter(row.lastRed.plus(longest))) {
                leads.add(Duration.between(row.firstRed, onset));
                alarms++;
                row.firstRed = null;
            }
        }
        row.counted = now.isAfter(row.counted) ? now : row.counted;
        boolean standing = timeline.at(now) == HealthState.RED;
        boolean expired = row.firstRed != null && row.lastRed != null && now.isAfter(row.lastRed.plus(longest));
        if (expired) {
            row.firstRed = null;
        }
        ring(row, forecast, standing);
        int trueAlarms = alarms;
        return new Outcome(alarms + (expired ? 1 : 0), trueAlarms, onsets, onsets - leads.size(), leads);
    }

    /** Red while the entity stands in red is no forecast. */
    private static void ring(Row row, Forecast forecast, boolean standing) {
        boolean red = !standing
                && forecast.horizons().stream().map(HorizonForecast::state).anyMatch(state -> state == HealthState.RED);
        if (red) {
            row.firstRed = row.firstRed == null ? forecast.time() : row.firstRed;
            row.lastRed = forecast.time();
        }
    }
}
