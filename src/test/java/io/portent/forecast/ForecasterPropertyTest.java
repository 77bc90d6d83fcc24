package io.portent.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.health.HealthState;
import io.portent.model.Ringing;
import io.portent.model.Thresholds;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForecasterPropertyTest {
    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyRisingRisks_giveACoherentForecast(long seed) {
        Random random = new Random(seed);
        float[] risks = new float[7];
        for (int level = 0; level < 2; level++) {
            for (int i = 0; i < 3; i++) {
                risks[1 + 3 * level + i] = random.nextInt(8) == 0 ? random.nextInt(2) : random.nextFloat();
            }
            Arrays.sort(risks, 1 + 3 * level, 4 + 3 * level);
        }
        HealthState now =
                random.nextInt(4) == 0 ? null : List.of(HealthState.values()).get(random.nextInt(3));
        List<Double> orange = random.doubles(3, 0, 1.01).boxed().toList();
        List<Double> red = random.doubles(3, 0, 1.01).boxed().toList();

        Forecast forecast = new Forecaster(Runs.HORIZONS, new Thresholds(orange, red))
                .of("shop", Histories.START, risks, 1, now, new Ringing(3), "too short");

        double redBefore = 0;
        double greenBefore = 1;
        for (int i = 0; i < 3; i++) {
            HorizonForecast one = forecast.horizons().get(i);
            HealthState state = one.state();
            assertThat(one.green() + one.orange() + one.red()).isCloseTo(1, within(1e-9));
            assertThat(one.red()).isBetween(redBefore, 1.0);
            assertThat(one.green()).isBetween(0.0, greenBefore);
            redBefore = one.red();
            greenBefore = one.green();
            assertThat(state).isNotNull();
            if (state != null && now != null) {
                assertThat(state.atLeast(now))
                        .as("%s now, %s ahead", now, state)
                        .isTrue();
                assertThat(now == HealthState.RED ? one.red() : 1.0).isEqualTo(1.0);
                assertThat(now.atLeast(HealthState.ORANGE) ? one.green() : 0.0).isEqualTo(0.0);
            }
            boolean redRings = one.red() >= red.get(i) || now == HealthState.RED;
            boolean orangeRings = 1 - one.green() >= orange.get(i) || (now != null && now.atLeast(HealthState.ORANGE));
            assertThat(state)
                    .isEqualTo(redRings ? HealthState.RED : orangeRings ? HealthState.ORANGE : HealthState.GREEN);
        }
    }

    @Test
    void noChances_isUnknownWithTheReasonAndNeverGreen() {
        float[] risks = new float[6];
        Arrays.fill(risks, Float.NaN);

        Forecast forecast = new Forecaster(
                        Runs.HORIZONS, new Thresholds(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)))
                .of("shop", Histories.START, risks, 0, HealthState.GREEN, new Ringing(3), "3 of 60 windows seen");

        assertThat(forecast.unknown()).isEqualTo("3 of 60 windows seen");
        assertThat(forecast.horizons()).hasSize(3).allMatch(one -> one.state() == null);
    }
}
