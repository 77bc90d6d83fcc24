package io.portent.model.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.dataset.EncodedRun;
import io.portent.health.HealthHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogisticFitTest {
    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static EncodedRun run() {
        return Runs.encoded(
                Histories.windows("shop", 0, 400, minute -> 0),
                new HealthHistory(Histories.incidents("shop", 400, 70), null));
    }

    private static List<LogisticRow> rows(Random random, int features) {
        EncodedRun run = run();
        List<LogisticRow> rows = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            double[] vector = random.doubles(features, -3, 3).toArray();
            if (run.targets()[6 * step] == 1) {
                vector[0] += 1;
            }
            rows.add(LogisticRow.of(run, step, 6, vector, 1 + random.nextInt(3)));
        }
        return rows;
    }

    private static double objective(List<LogisticRow> rows, int output, double[] weights) {
        double value = 0;
        for (int j = 1; j < weights.length; j++) {
            value += weights[j] * weights[j] / 2;
        }
        for (LogisticRow row : rows) {
            if (row.outcome(output) >= 0) {
                double score = weights[0];
                for (int j = 1; j < weights.length; j++) {
                    score += weights[j] * row.vector[j - 1];
                }
                double chance = 1 / (1 + Math.exp(-score));
                value -= row.weight * Math.log(row.outcome(output) == 1 ? chance : 1 - chance);
            }
        }
        return value;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void weights_areWhereTheSlopeOfTheObjectiveVanishes(long seed) {
        Random random = new Random(seed);
        List<LogisticRow> rows = rows(random, 1 + random.nextInt(4));

        double[] weights = new LogisticFit(rows, 0, 1).weights();

        double initial = objective(rows, 0, new double[weights.length]);
        for (int j = 0; j < weights.length; j++) {
            double[] up = weights.clone();
            double[] down = weights.clone();
            up[j] += 1e-4;
            down[j] -= 1e-4;
            double slope = (objective(rows, 0, up) - objective(rows, 0, down)) / 2e-4;
            assertThat(slope).as("weight %s", j).isCloseTo(0, within(1e-4 * initial));
        }
    }

    @Test
    void oneBinaryFeature_givesTheLogOddsOfItsGroups() {
        EncodedRun run = run();
        List<LogisticRow> rows = new ArrayList<>();
        double[][] counts = new double[2][2];
        for (int step = 0; step < 400; step++) {
            int group = step % 3 == 0 || run.targets()[6 * step] == 1 ? 1 : 0;
            group = step % 5 == 0 ? 1 - group : group;
            LogisticRow row = LogisticRow.of(run, step, 6, new double[] {group}, 10_000);
            rows.add(row);
            if (row.outcome(0) >= 0) {
                counts[group][row.outcome(0)]++;
            }
        }

        double[] weights = new LogisticFit(rows, 0, 1).weights();

        assertThat(weights[0]).isCloseTo(Math.log(counts[0][1] / counts[0][0]), within(0.01));
        assertThat(weights[0] + weights[1]).isCloseTo(Math.log(counts[1][1] / counts[1][0]), within(0.01));
    }

    @Test
    void perfectlySeparable_staysFinite() {
        EncodedRun run = run();
        List<LogisticRow> rows = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            rows.add(LogisticRow.of(run, step, 6, new double[] {1e3 * run.targets()[6 * step]}, 1));
        }
        assertThat(new LogisticFit(rows, 0, 1).weights()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    }
}
