package io.portent.evaluate;

import io.portent.outcome.Calibration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is said of one model's answers to one kind of question.
 *
 * @param skill of the model against each other one by name: 1 - Brier / theirs
 * @param prAuc where the area under its precision-recall curve may lie
 * @param climatology where its skill against climatology may lie
 * @param recall where its share of onsets warned of may lie
 * @param calibration in ten equal ranges of chances
 * @param counted the same in parts with about as many answers in each, from the lowest chances up
 */
public record Assessment(
        Score score,
        Map<String, Double> skill,
        Interval prAuc,
        Interval climatology,
        Interval recall,
        List<CurvePoint> curve,
        Calibration calibration,
        List<Calibration.Bin> counted,
        List<DetectionPoint> detection) {
    public Assessment {
        skill = Collections.unmodifiableMap(new LinkedHashMap<>(skill));
        curve = List.copyOf(curve);
        counted = List.copyOf(counted);
        detection = List.copyOf(detection);
    }

    /** An alarm that stands a tenth of the time warns of a tenth of the onsets and may never be false: that is no warning. */
    private static final double STANDING = 0.05;

    /**
     * The most onsets warned of at no more false alarms than that, by thresholds chosen with hindsight, while alarms stand for
     * at most a twentieth of the quiet time.
     *
     * @param perWeek false alarms per entity
     */
    public int warnedAt(double perWeek) {
        return detection.stream()
                .filter(point -> point.falseAlarmsPerWeek() <= perWeek && point.quietInAlarm() <= STANDING)
                .mapToInt(DetectionPoint::warned)
                .max()
                .orElse(0);
    }
}
