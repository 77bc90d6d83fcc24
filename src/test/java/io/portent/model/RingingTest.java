package io.portent.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RingingTest {
    private static final Thresholds THRESHOLDS = new Thresholds(List.of(0.8), List.of(0.6), List.of(0.4), List.of(0.6));

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Against the sentence: at the upper threshold within the last so many moments, and never below the lower one since. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void alarm_goesOnAboveTheLowerThresholdForSoLong(long seed) {
        Random random = new Random(seed);
        double swing = 0.02 + random.nextDouble() * 0.3;
        double[] chances = new double[400];
        double chance = random.nextDouble();
        Ringing ringing = new Ringing(1);
        for (int i = 0; i < chances.length; i++) {
            chance = Math.max(0, Math.min(1, chance + swing * random.nextGaussian()));
            chances[i] = chance;
            boolean expected = false;
            for (int back = 0; back < Ringing.LONGEST && back <= i && chances[i - back] >= 0.4; back++) {
                expected |= chances[i - back] >= 0.8;
            }
            Ringing copy = ringing.copy();
            assertThat(ringing.orange(THRESHOLDS, 0, chance)).as("moment %s", i).isEqualTo(expected);
            assertThat(copy.orange(THRESHOLDS, 0, chance)).as("its copy").isEqualTo(expected);
            assertThat(ringing.red(THRESHOLDS, 0, chance)).isEqualTo(chance >= 0.6);
            if (random.nextInt(50) == 0) {
                ringing.silenceOrange(0);
                chance = 0.3;
                chances[i] = 0;
            }
        }
    }
}
