package io.portent.model;

import io.portent.dataset.EncodedRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Fits a calibration to hazards of steps that their model has not learnt from. Each bucket of each level has a map of its own, so
 * the masks of training hold here too: what was not at risk does not count.
 *
 * <p>With few onsets only the two numbers of Platt's line, drawn towards leaving all as it is; from {@value #ISOTONIC_FROM} onsets
 * on isotonic regression, whose steps need them (Niculescu-Mizil and Caruana 2005 put the boundary at about a thousand cases;
 * here quiet cases are plenty and onsets decide, and onsets of neighbouring minutes are one incident seen often).
 */
public final class CalibrationFit {
    /** Moments before onsets; an incident of 1-minute windows and an hour's horizon makes up to 60 of them. */
    private static final int ISOTONIC_FROM = 3_000;

    /** Below that nothing is learnt from them. */
    private static final int LEAST = 10;

    /** Strength of the pull towards slope 1 and intercept 0, in cases: standard deviations of 0.25 and 0.5. */
    private static final double SLOPE_PULL = 16;

    private static final double INTERCEPT_PULL = 4;
    private static final int NEWTON_STEPS = 30;

    /** A hazard that was said, and whether the onset came. */
    private record Case(double hazard, double odds, boolean onset) {
        Case(double hazard, boolean onset) {
            this(hazard, HazardMap.logOdds(hazard), onset);
        }
    }

    private CalibrationFit() {}

    /**
     * Fits all outputs.
     *
     * @param heldOut [step][output] per run; NaN where no answer was given
     */
    public static Calibration of(Map<EncodedRun, float[]> heldOut, List<EncodedRun> runs, int outputs) {
        List<HazardMap> maps = new ArrayList<>();
        for (int output = 0; output < outputs; output++) {
            maps.add(map(cases(heldOut, runs, output, outputs)));
        }
        return new Calibration(maps);
    }

    private static List<Case> cases(Map<EncodedRun, float[]> heldOut, List<EncodedRun> runs, int output, int outputs) {
        List<Case> cases = new ArrayList<>();
        for (EncodedRun run : runs) {
            float[] hazards = heldOut.get(run);
            if (hazards != null) {
                for (int i = output; i < hazards.length; i += outputs) {
                    if (run.masks()[i] != 0 && !Float.isNaN(hazards[i])) {
                        cases.add(new Case(hazards[i], run.targets()[i] > 0.5f));
                    }
                }
            }
        }
        return cases;
    }

    private static HazardMap map(List<Case> cases) {
        long onsets = cases.stream().filter(Case::onset).count();
        if (onsets < LEAST || onsets == cases.size()) {
            return HazardMap.IDENTITY;
        }
        return onsets >= ISOTONIC_FROM ? isotonic(cases) : platt(cases);
    }

    /**
     * A moment counts for little where many neighbours say the same: cases are weighted down so that onsets count as the
     * square root of their number.
     */
    private static HazardMap platt(List<Case> cases) {
        double onsets = cases.stream().filter(Case::onset).count();
        double weight = 1 / Math.sqrt(onsets);
        double[] line = {1, 0};
        double cost = cost(cases, weight, line);
        for (int i = 0; i < NEWTON_STEPS; i++) {
            double[] step = newton(cases, weight, line);
            double[] next = line;
            double least = cost;
            // A whole step may lead away: the odds of sure answers are far from straight.
            for (double part = 1; part > 1e-4 && least >= cost; part /= 2) {
                next = new double[] {line[0] - part * step[0], line[1] - part * step[1]};
                least = cost(cases, weight, next);
            }
            if (!(least < cost - 1e-10)) {
                break;
            }
            line = next;
            cost = least;
        }
        // A line that falls would turn the ranking round; then there is nothing in it to calibrate.
        return line[0] > 0.05 ? HazardMap.platt(line[0], line[1]) : HazardMap.IDENTITY;
    }

    /** Negative log likelihood and the pull: convex in slope and intercept. */
    private static double cost(List<Case> cases, double weight, double[] line) {
        double off = line[0] - 1;
        double sum = SLOPE_PULL / 2 * off * off + INTERCEPT_PULL / 2 * line[1] * line[1];
        for (Case one : cases) {
            double odds = line[0] * one.odds + line[1];
            double wrong = one.onset ? -odds : odds;
            sum += weight * (Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong))));
        }
        return sum;
    }

    private static double[] newton(List<Case> cases, double weight, double[] line) {
        double gs = SLOPE_PULL * (line[0] - 1);
        double gi = INTERCEPT_PULL * line[1];
        double hss = SLOPE_PULL;
        double hsi = 0;
        double hii = INTERCEPT_PULL;
        for (Case one : cases) {
            double x = one.odds;
            double p = 1 / (1 + Math.exp(-(line[0] * x + line[1])));
            double off = weight * (p - (one.onset ? 1 : 0));
            double curve = weight * p * (1 - p);
            gs += off * x;
            gi += off;
            hss += curve * x * x;
            hsi += curve * x;
            hii += curve;
        }
        double determinant = hss * hii - hsi * hsi;
        return new double[] {(hii * gs - hsi * gi) / determinant, (hss * gi - hsi * gs) / determinant};
    }

    /** A stretch of neighbouring hazards with one chance. */
    private static final class Pool {
        private double hazards;
        private double onsets;
        private double count;

        double chance() {
            // Half a case on both sides: no chance is exactly 0 or 1.
            return (onsets + 0.5) / (count + 1);
        }

        void add(Pool other) {
            hazards += other.hazards;
            onsets += other.onsets;
            count += other.count;
        }
    }

    /** Pool adjacent violators (Ayer et al. 1955). */
    private static HazardMap isotonic(List<Case> cases) {
        List<Case> sorted = new ArrayList<>(cases);
        sorted.sort(Comparator.comparingDouble(Case::hazard));
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < sorted.size(); ) {
            Pool pool = new Pool();
            double hazard = sorted.get(i).hazard;
            for (; i < sorted.size() && sorted.get(i).hazard == hazard; i++) {
                pool.hazards += hazard;
                pool.onsets += sorted.get(i).onset ? 1 : 0;
                pool.count++;
            }
            while (!pools.isEmpty() && pools.get(pools.size() - 1).chance() >= pool.chance()) {
                Pool before = pools.remove(pools.size() - 1);
                before.add(pool);
                pool = before;
            }
            pools.add(pool);
        }
        List<Double> from = new ArrayList<>();
        List<Double> to = new ArrayList<>();
        for (Pool pool : pools) {
            from.add(pool.hazards / pool.count);
            to.add(pool.chance());
        }
        return new HazardMap(HazardMap.Method.ISOTONIC, from, to);
    }
}
