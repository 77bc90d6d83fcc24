package io.portent.json;

import io.portent.evaluate.AlarmScore;
import io.portent.evaluate.Assessment;
import io.portent.evaluate.Comparison;
import io.portent.evaluate.CurvePoint;
import io.portent.evaluate.DetectionPoint;
import io.portent.evaluate.Incident;
import io.portent.evaluate.Interval;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Score;
import io.portent.evaluate.Verdict;
import io.portent.evaluate.Warning;
import io.portent.outcome.Calibration;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model was worth, as JSON.
 *
 * <pre>
 *   {"model": "lstm", "moments": 43201, "parts": [{"trained_until": "...", "from": "...", "until": "...", "moments": 43201}],
 *    "verdicts": [{"level": "red", "horizon": "15m", "seconds": 900, "questions": 43100, "positives": 474, "base_rate": 0.011, "blocks": 120,
 *      "models": {"lstm": {"pr_auc": 0.69, "pr_auc_90": [0.6, 0.8], "brier": 0.005, "skill": 0.5, "skill_against": {"climatology": 0.5},
 *        "skill_against_climatology_90": [0.4, 0.6], "log_loss": 0.02, "calibration_error": 0.003, "best_f1": 0.7,
 *        "alarms": {"onsets": 31, "warned": 25, "warned_90": [0.7, 0.9], "alarms": 30, "false_alarms": 2, "false_alarms_per_week": 0.5,
 *                   "median_lead_seconds": 490},
 *        "precision_recall": [[threshold, recall, precision]], "reliability": [[answers, sum of chances, onsets]],
 *        "reliability_counted": [likewise], "detection": [[threshold, warned, false alarms per week, share of quiet time in alarm]]}}}],
 *    "against": {"climatology": {"gain": 0.9, "low": 0.8, "high": 0.95, "better": 1.0}},
 *    "incidents": [{"entity": "shop", "level": "red", "onset": "...", "end": null, "note": "",
 *      "warnings": [{"horizon": "15m", "asked": true, "lead_seconds": 490, "highest": 0.9, "at": "..."}]}]}
 * </pre>
 *
 * <p>What is not defined is null; {@code alarms} is null of models that raise none.
 */
public final class JudgementJson {
    private final Function<Duration, String> label;

    private JudgementJson(Function<Duration, String> label) {
        this.label = label;
    }

    public static String write(Judgement judgement, Function<Duration, String> horizonLabel) {
        return new JudgementJson(horizonLabel).all(judgement);
    }

    private String all(Judgement judgement) {
        return "{\"model\":" + Json.quote(judgement.model())
                + ",\"moments\":" + judgement.moments()
                + ",\"parts\":" + array(judgement.parts(), JudgementJson::part)
                + ",\"verdicts\":" + array(judgement.verdicts(), this::verdict)
                + ",\"against\":" + object(judgement.against(), JudgementJson::comparison)
                + ",\"incidents\":" + array(judgement.incidents(), this::incident)
                + "}\n";
    }

    private static String part(Judgement.Part part) {
        return "{\"trained_until\":" + Json.quote(part.trainedUntil().toString())
                + ",\"from\":" + Json.quote(part.from().toString())
                + ",\"until\":" + Json.quote(part.until().toString())
                + ",\"moments\":" + part.moments()
                + "}";
    }

    private String verdict(Verdict verdict) {
        Score score = verdict.own().score();
        return "{\"level\":" + Json.quote(verdict.level().label())
                + horizon(verdict.horizon())
                + ",\"questions\":" + score.questions()
                + ",\"positives\":" + score.positives()
                + ",\"base_rate\":" + number(score.baseRate())
                + ",\"blocks\":" + verdict.blocks()
                + ",\"models\":" + object(verdict.models(), JudgementJson::assessment)
                + "}";
    }

    private String horizon(Duration horizon) {
        return ",\"horizon\":" + Json.quote(label.apply(horizon)) + ",\"seconds\":" + horizon.toSeconds();
    }

    private static String assessment(Assessment one) {
        Score score = one.score();
        return "{\"pr_auc\":" + number(score.prAuc())
                + ",\"pr_auc_90\":" + interval(one.prAuc())
                + ",\"brier\":" + number(score.brier())
                + ",\"skill\":" + number(score.skill())
                + ",\"skill_against\":" + object(one.skill(), JudgementJson::number)
                + ",\"skill_against_climatology_90\":" + interval(one.climatology())
                + ",\"log_loss\":" + number(score.logLoss())
                + ",\"calibration_error\":" + number(score.calibrationError())
                + ",\"best_f1\":" + number(score.bestF1())
                + ",\"alarms\":" + alarms(score.alarms(), one.recall())
                + ",\"precision_recall\":" + array(one.curve(), JudgementJson::point)
                + ",\"reliability\":" + array(one.calibration().bins(), JudgementJson::bin)
                + ",\"reliability_counted\":" + array(one.counted(), JudgementJson::bin)
                + ",\"detection\":" + array(one.detection(), JudgementJson::point)
                + "}";
    }

    private static String alarms(@Nullable AlarmScore alarms, Interval recall) {
        return alarms == null
                ? "null"
                : "{\"onsets\":" + alarms.onsets()
                        + ",\"warned\":" + alarms.warned()
                        + ",\"warned_90\":" + interval(recall)
                        + ",\"alarms\":" + alarms.alarms()
                        + ",\"false_alarms\":" + alarms.falseAlarms()
                        + ",\"false_alarms_per_week\":" + number(alarms.falseAlarmsPerWeek())
                        + ",\"median_lead_seconds\":" + seconds(alarms.medianLead())
                        + "}";
    }

    private static String point(CurvePoint point) {
        return "[" + number(point.threshold()) + "," + number(point.recall()) + "," + number(point.precision()) + "]";
    }

    private static String point(DetectionPoint point) {
        return "[" + number(point.threshold()) + "," + point.warned() + "," + number(point.falseAlarmsPerWeek()) + ","
                + number(point.quietInAlarm()) + "]";
    }

    private static String bin(Calibration.Bin bin) {
        return "[" + bin.forecasts() + "," + number(bin.expected()) + "," + bin.observed() + "]";
    }

    private static String comparison(Comparison one) {
        return "{\"gain\":" + number(one.gain())
                + ",\"low\":" + number(one.low())
                + ",\"high\":" + number(one.high())
                + ",\"better\":" + number(one.better())
                + "}";
    }

    private String incident(Incident incident) {
        return "{\"entity\":" + Json.quote(incident.entity())
                + ",\"level\":" + Json.quote(incident.level().label())
                + ",\"onset\":" + Json.quote(incident.onset().toString())
                + ",\"end\":" + text(incident.end())
                + ",\"note\":" + Json.quote(incident.note())
                + ",\"warnings\":" + array(incident.warnings(), this::warning)
                + "}";
    }

    private String warning(Warning warning) {
        return "{\"asked\":" + warning.asked()
                + horizon(warning.horizon())
                + ",\"lead_seconds\":" + seconds(warning.lead())
                + ",\"highest\":" + number(warning.highest())
                + ",\"at\":" + text(warning.at())
                + "}";
    }

    private static String interval(Interval interval) {
        return interval.known() ? "[" + number(interval.low()) + "," + number(interval.high()) + "]" : "null";
    }

    private static <T> String array(Collection<T> all, Function<T, String> one) {
        return all.stream().map(one).collect(Collectors.joining(",", "[", "]"));
    }

    private static <T> String object(Map<String, T> all, Function<T, String> one) {
        return all.entrySet().stream()
                .map(entry -> Json.quote(entry.getKey()) + ":" + one.apply(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "null" : Json.quote(value.toString());
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null ? "null" : Long.toString(duration.toSeconds());
    }

    /** JSON has no NaN. */
    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }
}
