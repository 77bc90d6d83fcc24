package io.portent.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Onsets warned of against false alarms, over the thresholds at which alarms do not stand most of the time. */
final class Detection {
    private static final int POINTS = 40;

    private Detection() {}

    /** From certainty down; at chances that were the highest before an onset, for no other changes what is warned of. */
    static List<DetectionPoint> of(List<Question> questions, AlarmScoring scoring) {
        List<Double> highest = new ArrayList<>();
        for (AlarmScoring.Onset onset : scoring.onsets()) {
            double most = highest(questions, scoring.before(onset));
            if (!Double.isNaN(most)) {
                highest.add(most);
            }
        }
        List<DetectionPoint> points = new ArrayList<>();
        double[] chances = new double[questions.size()];
        BitSet quiet = new BitSet();
        for (int i = 0; i < chances.length; i++) {
            Question question = questions.get(i);
            chances[i] = question.chance();
            quiet.set(i, !question.onset());
        }
        for (double threshold : thinned(highest)) {
            double standing = standing(chances, quiet, threshold);
            if (standing > AlarmBudget.MOST_QUIET_TIME) {
                break;
            }
            AlarmScore score = scoring.score(i -> chances[i] >= threshold);
            points.add(new DetectionPoint(
                    threshold,
                    score.onsets(),
                    score.warned(),
                    score.falseAlarms(),
                    score.falseAlarmsPerWeek(),
                    standing));
        }
        return points;
    }

    /** Share of the quiet moments in alarm. */
    private static double standing(double[] chances, BitSet quiet, double threshold) {
        int ringing = 0;
        for (int i = quiet.nextSetBit(0); i >= 0; i = quiet.nextSetBit(i + 1)) {
            ringing += chances[i] >= threshold ? 1 : 0;
        }
        return quiet.isEmpty() ? 0 : (double) ringing / quiet.cardinality();
    }

    /** NaN of none. */
    static double highest(List<Question> questions, int[] of) {
        double most = Double.NaN;
        for (int i : of) {
            double chance = questions.get(i).chance();
            most = Double.isNaN(most) ? chance : Math.max(most, chance);
        }
        return most;
    }

    private static List<Double> thinned(List<Double> chances) {
        List<Double> falling =
                chances.stream().distinct().sorted(Comparator.reverseOrder()).toList();
        if (falling.size() <= POINTS) {
            return falling;
        }
        List<Double> some = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            some.add(falling.get(i * (falling.size() - 1) / (POINTS - 1)));
        }
        return some;
    }
}
