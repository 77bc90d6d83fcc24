package io.portent.json;

import io.portent.outcome.Calibration;
import io.portent.outcome.ModelReceipt;
import io.portent.outcome.Outcome;
import io.portent.outcome.ReceiptTable;
import io.portent.outcome.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What forecasts came to, as JSON.
 *
 * <pre>
 *   {"served": {"failures": 6, "warned": 4, "false_alarms": 1, "intervened": 0, "watched_seconds": 2592000,
 *               "median_lead_seconds": 660, "false_alarms_per_week": 0.23},
 *    "unjudged": 0, "standing": 0, "young": 0,
 *    "models": [{"model": "...", "shadow": false, "all": {as served}, "entities": {"shop": {as served}},
 *                "calibration": [{"horizon": "5m", "seconds": 300, "forecasts": 43100, "expected": 11.2, "observed": 14,
 *                                 "brier": 0.0003, "error": 0.001, "bins": [[43000, 3.1, 2], ...]}]}],
 *    "outcomes": [{"entity": "shop", "model": "...", "kind": "true_alarm", "time": "2026-01-02T03:04:00Z", "lead_seconds": 660}]}
 * </pre>
 *
 * <p>A bin is the number of forecasts, how many should have come true, and how many did. What is not defined is null.
 */
public final class ReceiptJson {
    private ReceiptJson() {}

    public static String write(ReceiptTable table, Function<Duration, String> horizonLabel) {
        return "{\"served\":" + tally(table.served())
                + ",\"unjudged\":" + table.unjudged()
                + ",\"standing\":" + table.standing()
                + ",\"young\":" + table.young().forecasts()
                + ",\"models\":" + array(table.models(), model -> model(model, horizonLabel))
                + ",\"outcomes\":" + array(table.outcomes(), ReceiptJson::outcome)
                + "}\n";
    }

    private static <T> String array(List<T> all, Function<T, String> one) {
        return all.stream().map(one).collect(Collectors.joining(",", "[", "]"));
    }

    private static String tally(Tally tally) {
        return "{\"failures\":" + tally.failures()
                + ",\"warned\":" + tally.warned()
                + ",\"false_alarms\":" + tally.falseAlarms()
                + ",\"intervened\":" + tally.intervened()
                + ",\"watched_seconds\":" + tally.watched().toSeconds()
                + ",\"median_lead_seconds\":" + seconds(tally.medianLead())
                + ",\"false_alarms_per_week\":" + number(tally.falseAlarmsPerWeek())
                + "}";
    }

    private static String model(ModelReceipt model, Function<Duration, String> horizonLabel) {
        String entities = new TreeMap<>(model.entities())
                .entrySet().stream()
                        .map((Map.Entry<String, Tally> one) -> Json.quote(one.getKey()) + ":" + tally(one.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
        return "{\"model\":" + Json.quote(model.model())
                + ",\"shadow\":" + model.shadow()
                + ",\"all\":" + tally(model.all())
                + ",\"entities\":" + entities
                + ",\"calibration\":" + array(model.calibration(), one -> calibration(one, horizonLabel))
                + "}";
    }

    private static String calibration(Calibration one, Function<Duration, String> horizonLabel) {
        return "{\"horizon\":" + Json.quote(horizonLabel.apply(one.horizon()))
                + ",\"seconds\":" + one.horizon().toSeconds()
                + ",\"forecasts\":" + one.forecasts()
                + ",\"expected\":" + number(one.expected())
                + ",\"observed\":" + one.observed()
                + ",\"brier\":" + number(one.brier())
                + ",\"error\":" + number(one.error())
                + ",\"bins\":" + array(one.bins(), ReceiptJson::bin)
                + "}";
    }

    private static String bin(Calibration.Bin bin) {
        return "[" + bin.forecasts() + "," + number(bin.expected()) + "," + bin.observed() + "]";
    }

    private static String outcome(Outcome outcome) {
        return "{\"entity\":" + Json.quote(outcome.entity())
                + ",\"model\":" + Json.quote(outcome.model())
                + ",\"kind\":" + Json.quote(outcome.kind().name().toLowerCase(Locale.ROOT))
                + ",\"time\":" + Json.quote(outcome.time().toString())
                + ",\"lead_seconds\":" + seconds(outcome.lead())
                + "}";
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null ? "null" : Long.toString(duration.toSeconds());
    }

    /** JSON has no NaN. */
    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }
}
