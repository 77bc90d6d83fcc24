package io.portent.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldSketchTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void upTo512Values_everyStatisticIsExact(long seed) {
        Random random = new Random(seed);
        double[] values = values(random, seed == 0 ? 512 : 1 + random.nextInt(512));

        FieldSummary summary = summary(values);

        double[] sorted = values.clone();
        Arrays.sort(sorted);
        assertThat(summary.count()).isEqualTo(values.length);
        assertThat(summary.mean()).isCloseTo(Arrays.stream(values).sum() / values.length, within(1e-9));
        assertThat(summary.max()).isEqualTo(sorted[sorted.length - 1]);
        assertThat(summary.median()).isEqualTo(smallestCovering(sorted, 0.5));
        assertThat(summary.p95()).isEqualTo(smallestCovering(sorted, 0.95));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void beyond_quantilesErrByFewRanks(long seed) {
        Random random = new Random(seed);
        double[] values = values(random, 513 + random.nextInt(9_000));

        FieldSummary summary = summary(values);

        double[] sorted = values.clone();
        Arrays.sort(sorted);
        assertThat(rank(sorted, summary.median())).isCloseTo(0.5, within(0.12));
        assertThat(rank(sorted, summary.p95())).isCloseTo(0.95, within(0.06));
        assertThat(summary.max()).isEqualTo(sorted[sorted.length - 1]);
        assertThat(summary.count()).isEqualTo(values.length);
    }

    /** Of any number of values, unlike the quantiles. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void valuesFrom500To599_areCountedExactly(long seed) {
        Random random = new Random(seed);
        double[] values = random.doubles(1 + random.nextInt(3_000), 0, 1)
                .map(each ->
                        List.of(200.0, 404.0, 499.9, 500.0, 503.0, 599.9, 600.0).get((int) (each * 7)))
                .toArray();

        assertThat(summary(values).fives()).isEqualTo((int)
                Arrays.stream(values).filter(each -> (int) each / 100 == 5).count());
    }

    @Test
    void risingValues_areThinnedEvenly() {
        FieldSketch sketch = new FieldSketch();
        for (int i = 0; i < 100_000; i++) {
            sketch.add(i);
        }
        assertThat(sketch.summary().median()).isCloseTo(50_000, within(400.0));
        assertThat(sketch.summary().p95()).isCloseTo(95_000, within(400.0));
    }

    private static double[] values(Random random, int count) {
        return random.doubles(count, -5, 100).toArray();
    }

    private static FieldSummary summary(double[] values) {
        FieldSketch sketch = new FieldSketch();
        for (double value : values) {
            sketch.add(value);
        }
        return sketch.summary();
    }

    private static double smallestCovering(double[] sorted, double share) {
        for (int i = 0; i < sorted.length; i++) {
            if (i + 1 >= share * sorted.length) {
                return sorted[i];
            }
        }
        throw new AssertionError("the largest value covers all");
    }

    private static double rank(double[] sorted, double value) {
        return (double) Arrays.stream(sorted).filter(one -> one <= value).count() / sorted.length;
    }
}
