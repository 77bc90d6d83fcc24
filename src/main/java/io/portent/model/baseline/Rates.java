package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Hazards;
import io.portent.dataset.Horizons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntBiFunction;

/** Onset frequencies per group of moments, level and horizon. */
final class Rates {
    private Rates() {}

    /**
     * Counts a training span.
     *
     * @param learn moments that count
     * @param group of a moment, in [0, groups)
     * @return [group][level * horizons + horizon]; one moment at the overall rate is added to every group, so that a group never
     *     seen in training answers as the whole does. Longer horizons are asked of fewer moments (labels end), so their
     *     frequency may be lower by chance: never falling is what makes a forecast coherent
     */
    static List<List<Double>> of(
            List<EncodedRun> runs,
            Horizons horizons,
            Predicate<Instant> learn,
            int groups,
            ToIntBiFunction<EncodedRun, Integer> group) {
        int count = horizons.horizons().size();
        int width = HazardTargets.LEVELS.size() * count;
        double[][] onsets = new double[groups][width];
        double[][] asked = new double[groups][width];
        for (EncodedRun run : runs) {
            for (int step = 0; step < run.run().size(); step++) {
                if (!learn.test(run.run().moment(step))) {
                    continue;
                }
                int g = group.applyAsInt(run, step);
                for (int i = 0; i < width; i++) {
                    int outcome = Hazards.outcome(run, horizons, step, i / count, i % count);
                    if (outcome >= 0) {
                        asked[g][i]++;
                        onsets[g][i] += outcome;
                    }
                }
            }
        }
        List<List<Double>> rates = new ArrayList<>();
        double[] overall = new double[width];
        for (int i = 0; i < width; i++) {
            overall[i] = (column(onsets, i) + 0.5) / (column(asked, i) + 1);
        }
        for (int g = 0; g < groups; g++) {
            List<Double> row = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                double rate = (onsets[g][i] + overall[i]) / (asked[g][i] + 1);
                row.add(i % count == 0 ? rate : Math.max(rate, row.get(i - 1)));
            }
            rates.add(row);
        }
        return rates;
    }

    private static double column(double[][] table, int i) {
        double sum = 0;
        for (double[] row : table) {
            sum += row[i];
        }
        return sum;
    }

    static float[] answer(
            List<List<Double>> rates, EncodedRun run, int from, int to, ToIntBiFunction<EncodedRun, Integer> group) {
        int width = rates.get(0).size();
        float[] risks = new float[(to - from) * width];
        for (int step = from; step < to; step++) {
            List<Double> row = rates.get(group.applyAsInt(run, step));
            for (int i = 0; i < width; i++) {
                risks[(step - from) * width + i] = row.get(i).floatValue();
            }
        }
        return risks;
    }
}
