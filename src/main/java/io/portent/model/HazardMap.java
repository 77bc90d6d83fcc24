package io.portent.model;

import java.util.List;

/**
 * What came of hazards of one output, as a function that never falls.
 *
 * @param method PLATT: a line in log odds, through two points, that goes on beyond them (Platt 1999). ISOTONIC: chances, straight between
 *     the points and constant beyond them (Zadrozny and Elkan 2002)
 * @param from rising
 * @param to never falling, as many
 */
public record HazardMap(Method method, List<Double> from, List<Double> to) {
    /** How it was fitted. */
    public enum Method {
        PLATT,
        ISOTONIC
    }

    /** Leaves hazards as they are. */
    public static final HazardMap IDENTITY = platt(1, 0);

    /** Log odds are kept within these bounds: a chance of 1e-7 is as good as none. */
    private static final double BOUND = 16;

    public HazardMap {
        from = List.copyOf(from);
        to = List.copyOf(to);
        if (from.size() != to.size() || from.size() < (method == Method.PLATT ? 2 : 1)) {
            throw new IllegalArgumentException("a calibration needs points, was " + from + " to " + to);
        }
        for (int i = 0; i < from.size(); i++) {
            boolean finite = Double.isFinite(from.get(i)) && Double.isFinite(to.get(i));
            boolean falls = i > 0 && (from.get(i) <= from.get(i - 1) || to.get(i) < to.get(i - 1));
            if (!finite || falls) {
                throw new IllegalArgumentException("a calibration must rise, was " + from + " to " + to);
            }
            if (method == Method.ISOTONIC && (to.get(i) < 0 || to.get(i) > 1)) {
                throw new IllegalArgumentException("a calibrated chance must be in [0, 1], was " + to);
            }
        }
    }

    /** The line slope * log odds + intercept. */
    public static HazardMap platt(double slope, double intercept) {
        return new HazardMap(Method.PLATT, List.of(0.0, 1.0), List.of(intercept, intercept + slope));
    }

    /** @param hazard in [0, 1]; NaN stays NaN */
    double of(double hazard) {
        return method == Method.PLATT ? line(hazard) : between(hazard);
    }

    private double line(double hazard) {
        double slope = (to.get(1) - to.get(0)) / (from.get(1) - from.get(0));
        double odds = to.get(0) + slope * (logOdds(hazard) - from.get(0));
        return 1 / (1 + Math.exp(-odds));
    }

    private double between(double hazard) {
        int last = from.size() - 1;
        if (Double.isNaN(hazard)) {
            return hazard;
        }
        if (hazard <= from.get(0)) {
            return to.get(0);
        }
        if (hazard >= from.get(last)) {
            return to.get(last);
        }
        int above = 1;
        while (from.get(above) < hazard) {
            above++;
        }
        double share = (hazard - from.get(above - 1)) / (from.get(above) - from.get(above - 1));
        return to.get(above - 1) + share * (to.get(above) - to.get(above - 1));
    }

    /** Of a chance, within ±{@value #BOUND}. */
    static double logOdds(double chance) {
        return Math.max(-BOUND, Math.min(BOUND, Math.log(chance) - Math.log1p(-chance)));
    }
}
