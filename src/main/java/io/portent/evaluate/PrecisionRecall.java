package io.portent.evaluate;

import java.util.ArrayList;
import java.util.List;

/** The curve under which {@link Score#prAuc} is the area. */
final class PrecisionRecall {
    private static final int POINTS = 200;

    private PrecisionRecall() {}

    /**
     * One point per distinct chance, from the highest down; of many, those that are a step of recall apart, and the last.
     *
     * @param ranked from the highest chance down
     */
    static List<CurvePoint> of(List<Question> ranked, int positives) {
        List<CurvePoint> points = new ArrayList<>();
        int hits = 0;
        double last = -1;
        for (int i = 0; i < ranked.size() && positives > 0; i++) {
            hits += ranked.get(i).onset() ? 1 : 0;
            double chance = ranked.get(i).chance();
            boolean end = i + 1 == ranked.size();
            double recall = (double) hits / positives;
            if (end || (ranked.get(i + 1).chance() != chance && (recall - last) * POINTS >= 1)) {
                points.add(new CurvePoint(chance, recall, (double) hits / (i + 1)));
                last = recall;
            }
        }
        return points;
    }
}
