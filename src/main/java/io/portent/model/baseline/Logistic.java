package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.model.Calibrated;
import io.portent.model.Calibration;
import io.portent.model.HazardModel;
import io.portent.model.RiskModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Logistic regression of the same hazards on the same features and their trailing means: everything linear that a network
 * could find. L2 penalty 1/2 |w|^2 on standardised features (the customary C = 1) per independent case, maximum likelihood by L-BFGS.
 *
 * @param spans windows of the trailing means
 * @param weights [output][1 + spans * features], the intercept first
 * @param columns of the vectors that are looked at; null or empty: all
 */
public record Logistic(
        Horizons horizons,
        List<Integer> spans,
        List<List<Double>> weights,
        @Nullable List<Integer> columns) implements RiskModel, HazardModel {
    /** Quiet moments kept for fitting, one in so many where there are plenty; they weigh as many times more. */
    private static final int PLENTY = 6_000;

    public Logistic {
        spans = List.copyOf(spans);
        columns = columns == null ? List.of() : List.copyOf(columns);
        List<List<Double>> copy = new ArrayList<>();
        weights.forEach(row -> copy.add(List.copyOf(row)));
        weights = List.copyOf(copy);
    }

    /** @param learn moments that may teach */
    static Logistic fit(List<EncodedRun> runs, Horizons horizons, int dataWindow, Predicate<Instant> learn) {
        return fit(runs, horizons, List.of(), spans(dataWindow), 1, learn);
    }

    /**
     * What the clock and the entity's own health say, the logs unread. The penalty is ten times as strong: onsets come in clusters, of all
     * entities at once, and a habit learnt from two clusters is none.
     */
    static Logistic ofHistory(List<EncodedRun> runs, Horizons horizons, Predicate<Instant> learn) {
        return fit(runs, horizons, runs.get(0).unread(), List.of(1), 10, learn);
    }

    private static Logistic fit(
            List<EncodedRun> runs,
            Horizons horizons,
            List<Integer> columns,
            List<Integer> spans,
            double penalty,
            Predicate<Instant> learn) {
        int outputs = runs.get(0).outputs();
        List<LogisticRow> rows = rows(runs, columns, spans, outputs, learn);
        List<List<Double>> weights = new ArrayList<>();
        for (int output = 0; output < outputs; output++) {
            double[] fitted = new LogisticFit(rows, output, penalty * overlap(runs, horizons, output)).weights();
            List<Double> row = new ArrayList<>();
            for (double weight : fitted) {
                row.add(weight);
            }
            weights.add(row);
        }
        return new Logistic(horizons, spans, weights, columns);
    }

    /**
     * How many neighbouring moments have the same onset in this output's bucket. They are one case seen so many times, and the
     * penalty is as many times stronger, so that it is as strong as on cases that are cases.
     */
    private static double overlap(List<EncodedRun> runs, Horizons horizons, int output) {
        int bucket = output % horizons.buckets();
        Duration length =
                horizons.edges().get(bucket + 1).minus(horizons.edges().get(bucket));
        return Math.max(
                1, (double) length.toMillis() / runs.get(0).run().windowLength().toMillis());
    }

    /** The last window, a few, a dozen, and the whole data window. */
    private static List<Integer> spans(int dataWindow) {
        List<Integer> spans = new ArrayList<>(List.of(1));
        for (int span : new int[] {3, 12, dataWindow}) {
            if (span <= dataWindow && span > spans.get(spans.size() - 1)) {
                spans.add(span);
            }
        }
        return spans;
    }

    private static List<LogisticRow> rows(
            List<EncodedRun> runs, List<Integer> columns, List<Integer> spans, int outputs, Predicate<Instant> learn) {
        long steps = runs.stream().mapToLong(run -> run.run().size()).sum();
        int stride = (int) Math.max(1, steps / PLENTY);
        List<LogisticRow> rows = new ArrayList<>();
        int quiet = 0;
        for (EncodedRun run : runs) {
            TrailingMeans means = new TrailingMeans(run, columns, spans);
            for (int step = 0; step < run.run().size(); step++) {
                if (!learn.test(run.run().moment(step))) {
                    continue;
                }
                boolean onset = anyOnset(run, step);
                if (onset || quiet++ % stride == 0) {
                    double[] vector = new double[means.size()];
                    means.write(step, vector);
                    rows.add(LogisticRow.of(run, step, outputs, vector, onset ? 1 : stride));
                }
            }
        }
        return rows;
    }

    private static boolean anyOnset(EncodedRun run, int step) {
        for (int i = step * run.outputs(); i < (step + 1) * run.outputs(); i++) {
            if (run.targets()[i] == 1) {
                return true;
            }
        }
        return false;
    }

    @Override
    public float[] risks(EncodedRun run, int from, int to) {
        return Calibrated.risks(hazards(run, from, to), Calibration.NONE, horizons);
    }

    @Override
    public float[] hazards(EncodedRun run, int from, int to) {
        int outputs = weights.size();
        float[] hazards = new float[(to - from) * outputs];
        TrailingMeans means = new TrailingMeans(run, columns == null ? List.of() : columns, spans);
        double[] vector = new double[means.size()];
        for (int step = from; step < to; step++) {
            means.write(step, vector);
            for (int output = 0; output < outputs; output++) {
                hazards[(step - from) * outputs + output] = (float) chance(weights.get(output), vector);
            }
        }
        return hazards;
    }

    private static double chance(List<Double> weights, double[] vector) {
        double sum = weights.get(0);
        for (int i = 0; i < vector.length; i++) {
            sum += weights.get(i + 1) * vector[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }
}
