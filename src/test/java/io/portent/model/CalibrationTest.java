package io.portent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.dataset.EncodedRun;
import io.portent.forecast.Forecast;
import io.portent.forecast.Forecaster;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationTest {
    private static final int MINUTES = 4000;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Whatever the maps, and whatever the hazards: sums, order over horizons and levels are those of chances. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void calibratedChances_areCoherent(long seed) {
        Random random = new Random(seed);
        List<HazardMap> maps = new ArrayList<>();
        float[] hazards = new float[6 * 20];
        for (int i = 0; i < hazards.length; i++) {
            hazards[i] = random.nextInt(9) == 0 ? random.nextInt(2) : (float) Math.pow(random.nextDouble(), 4);
        }
        for (int output = 0; output < 6; output++) {
            maps.add(
                    random.nextBoolean()
                            ? steps(random)
                            : HazardMap.platt(random.nextDouble() * 3, random.nextGaussian() * 3));
        }
        float[] risks = Calibrated.risks(hazards, new Calibration(maps), Runs.HORIZONS);
        List<Double> half = List.of(0.5, 0.5, 0.5);
        Forecaster forecaster = new Forecaster(Runs.HORIZONS, new Thresholds(half, half));
        HealthState now =
                List.of(HealthState.GREEN, HealthState.ORANGE, HealthState.RED).get(random.nextInt(3));
        for (int step = 0; step < 20; step++) {
            Forecast forecast =
                    forecaster.of("shop", Histories.START, risks, 6 * step, now, new Ringing(3), "too short");
            double red = 0;
            double worse = 0;
            for (HorizonForecast one : forecast.horizons()) {
                assertThat(one.green() + one.orange() + one.red()).isCloseTo(1, within(1e-9));
                assertThat(one.red()).isBetween(red, 1 - one.green() + 1e-12);
                assertThat(1 - one.green()).isGreaterThanOrEqualTo(worse - 1e-12);
                red = one.red();
                worse = 1 - one.green();
            }
        }
    }

    private static HazardMap steps(Random random) {
        TreeSet<Double> from = new TreeSet<>();
        TreeSet<Double> to = new TreeSet<>();
        int points = 1 + random.nextInt(9);
        while (from.size() < points) {
            from.add(random.nextDouble());
        }
        while (to.size() < points) {
            to.add(random.nextDouble());
        }
        return new HazardMap(HazardMap.Method.ISOTONIC, List.copyOf(from), List.copyOf(to));
    }

    /** Hazards that are said twice as odd as they are, or half, come back towards what they were. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("few")
    void aDistortionOfManyCases_isUndone(long seed) {
        Random random = new Random(seed);
        double slope = 0.5 + random.nextDouble();
        double shift = 2 * random.nextDouble() - 1;
        DoubleUnaryOperator said = true_ -> 1 / (1 + Math.exp(-(slope * HazardMap.logOdds(true_) + shift)));
        EncodedRun run = run(random);
        float[] hazards = new float[6 * MINUTES];
        for (int i = 0; i < hazards.length; i++) {
            // Of the run's own targets: what was said is a noisy, distorted view of what came.
            double honest = run.targets()[i] > 0.5 ? 0.3 + 0.4 * random.nextDouble() : 0.02 + 0.3 * random.nextDouble();
            hazards[i] = (float) said.applyAsDouble(honest);
        }

        Calibration calibration = CalibrationFit.of(Map.of(run, hazards), List.of(run), 6);

        assertThat(calibration.maps()).hasSize(6);
        for (int output = 0; output < 6; output++) {
            assertThat(loss(run, hazards, output, calibration))
                    .as("output %s", output)
                    .isLessThanOrEqualTo(loss(run, hazards, output, Calibration.NONE) + 1e-9);
        }
    }

    /** Sure of nothing and of everything, and sometimes wrong: what is fitted never costs more than what was said. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void extremeHazards_areNeverMadeWorse(long seed) {
        Random random = new Random(seed);
        EncodedRun run = run(random);
        double missed = random.nextDouble();
        double sure = 1 + random.nextInt(14);
        float[] hazards = new float[6 * MINUTES];
        for (int i = 0; i < hazards.length; i++) {
            boolean seen = run.targets()[i] > 0.5 && random.nextDouble() > missed;
            double odds = (seen ? 1 : -1) * sure + random.nextGaussian() * 3 * random.nextDouble();
            hazards[i] = (float) (1 / (1 + Math.exp(-odds)));
        }

        Calibration calibration = CalibrationFit.of(Map.of(run, hazards), List.of(run), 6);

        for (int output = 0; output < 6; output++) {
            assertThat(loss(run, hazards, output, calibration))
                    .as("output %s: %s", output, calibration.maps().get(output))
                    .isLessThanOrEqualTo(loss(run, hazards, output, Calibration.NONE) + 1e-6);
        }
    }

    static LongStream few() {
        return LongStream.range(0, 25);
    }

    private static double loss(EncodedRun run, float[] hazards, int output, Calibration calibration) {
        double sum = 0;
        for (int i = output; i < hazards.length; i += 6) {
            // As far as log odds are told apart.
            double p = Math.max(1.2e-7, Math.min(1 - 1.2e-7, calibration.of(output, hazards[i])));
            sum -= run.masks()[i] == 0 ? 0 : Math.log(run.targets()[i] > 0.5 ? p : 1 - p);
        }
        return sum;
    }

    private static EncodedRun run(Random random) {
        int every = 60 + random.nextInt(60);
        HealthHistory health = new HealthHistory(Histories.incidents("shop", MINUTES, every), null);
        return Runs.encoded(Histories.windows("shop", 0, MINUTES, minute -> 0), health);
    }

    @Test
    void fewOnsetsOrNone_leaveHazardsAsTheyAre() {
        HealthHistory quiet = new HealthHistory(List.of(Histories.label("shop", HealthState.GREEN, 0, MINUTES)), null);
        EncodedRun run = Runs.encoded(Histories.windows("shop", 0, MINUTES, minute -> 0), quiet);
        float[] hazards = new float[6 * MINUTES];
        java.util.Arrays.fill(hazards, 0.2f);

        Calibration calibration = CalibrationFit.of(Map.of(run, hazards), List.of(run), 6);

        assertThat(calibration.maps()).containsOnly(HazardMap.IDENTITY);
        assertThat(calibration.of(0, 0.2)).isCloseTo(0.2, within(1e-12));
        assertThat(Calibration.NONE.of(3, 0.7)).isEqualTo(0.7);
    }

    /** Against the definition: the best non-decreasing fit is the max over lower ends of the min over upper ends of means. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("few")
    void manyOnsets_areFittedIsotonically(long seed) {
        Random random = new Random(seed);
        HealthHistory health = new HealthHistory(Histories.incidents("shop", 30 * MINUTES, 45), null);
        EncodedRun run = Runs.encoded(Histories.windows("shop", 0, 30 * MINUTES, minute -> 0), health);
        float[] hazards = new float[6 * 30 * MINUTES];
        for (int i = 0; i < hazards.length; i++) {
            int group = random.nextInt(4) + (run.targets()[i] > 0.5 ? random.nextInt(3) : 0);
            hazards[i] = 0.1f * (group + 1);
        }

        HazardMap map =
                CalibrationFit.of(Map.of(run, hazards), List.of(run), 6).maps().get(2);

        assertThat(map.method()).isEqualTo(HazardMap.Method.ISOTONIC);
        double[] onsets = new double[6];
        double[] count = new double[6];
        for (int i = 2; i < hazards.length; i += 6) {
            int group = Math.round(hazards[i] * 10) - 1;
            onsets[group] += run.masks()[i] * run.targets()[i];
            count[group] += run.masks()[i];
        }
        for (int group = 0; group < 6; group++) {
            double best = 0;
            for (int low = 0; low <= group; low++) {
                double least = 1;
                for (int high = group; high < 6; high++) {
                    double k = 0.5;
                    double n = 1;
                    for (int i = low; i <= high; i++) {
                        k += onsets[i];
                        n += count[i];
                    }
                    least = Math.min(least, k / n);
                }
                best = Math.max(best, least);
            }
            double fitted = map.of(0.1f * (group + 1));
            assertThat(fitted).as("group %s", group).isCloseTo(best, within(0.02));
        }
    }

    @Test
    void mapsThatFallOrAreNoNumbers_areRefused() {
        assertThatThrownBy(() -> HazardMap.platt(-1, 0)).hasMessageContaining("must rise");
        assertThatThrownBy(() -> HazardMap.platt(Double.NaN, 0)).hasMessageContaining("must rise");
        assertThatThrownBy(() -> new HazardMap(HazardMap.Method.ISOTONIC, List.of(0.1), List.of(1.5)))
                .hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> new HazardMap(HazardMap.Method.PLATT, List.of(0.1), List.of(0.5)))
                .hasMessageContaining("needs points");
    }
}
