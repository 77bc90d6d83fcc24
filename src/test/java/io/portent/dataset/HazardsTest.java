package io.portent.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HazardsTest {
    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyHazards_giveChancesThatNeverFallWithTheHorizon(long seed) {
        Random random = new Random(seed);
        List<Duration> lengths = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            lengths.add(Duration.ofMinutes(10 + 10L * i));
        }
        Horizons horizons = new Horizons(Duration.ofMinutes(random.nextInt(2)), lengths);
        float[] hazards = new float[HazardTargets.outputs(horizons)];
        for (int i = 0; i < hazards.length; i++) {
            hazards[i] = switch (random.nextInt(6)) {
                case 0 -> 0f;
                case 1 -> 1f;
                case 2 -> Math.nextUp(1f);
                case 3 -> random.nextFloat() * 1e-7f;
                default -> random.nextFloat();
            };
        }
        float[] risks = new float[2 * lengths.size()];

        Hazards.cumulate(horizons, hazards, 0, risks, 0);

        for (int i = 0; i < risks.length; i++) {
            assertThat(risks[i]).isBetween(0f, 1f);
            if (i % lengths.size() > 0) {
                assertThat(risks[i]).isGreaterThanOrEqualTo(risks[i - 1]);
            }
        }
    }

    @Test
    void chanceIsThatOfTheOnsetAfterTheWarning() {
        Horizons horizons = new Horizons(Duration.ofMinutes(1), List.of(Duration.ofMinutes(5), Duration.ofMinutes(15)));
        float[] risks = new float[4];

        Hazards.cumulate(horizons, new float[] {0.5f, 0.2f, 0.5f, 0f, 0f, 1f}, 0, risks, 0);

        assertThat(risks[0]).isCloseTo(0.5f * 0.2f, within(1e-6f));
        assertThat(risks[1]).isCloseTo(0.5f * 0.2f + 0.5f * 0.8f * 0.5f, within(1e-6f));
        assertThat(risks[2]).isZero();
        assertThat(risks[3]).isEqualTo(1f);
    }
}
