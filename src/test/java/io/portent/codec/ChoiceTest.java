package io.portent.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {
    private static final float[] CHANCES = {0.1f, 0.5f, 0.15f, 0.25f};
    private static final int DRAWS = 40_000;

    @Test
    void hard_isTheLikeliest_ofEqualsTheFirst() {
        assertThat(Choice.hard().of(CHANCES)).isEqualTo(1);
        assertThat(Choice.hard().of(new float[] {0.2f, 0.4f, 0.4f})).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void soft_isAsOftenAsThePowersOfTheChances(double temperature) {
        SplittableRandom chance = new SplittableRandom(7);
        Choice soft = Choice.soft(temperature, chance::nextDouble);
        int[] counts = new int[CHANCES.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[soft.of(CHANCES)]++;
        }
        double sum = 0;
        for (float one : CHANCES) {
            sum += Math.pow(one, 1 / temperature);
        }
        for (int i = 0; i < counts.length; i++) {
            double expected = Math.pow(CHANCES[i], 1 / temperature) / sum;
            assertThat((double) counts[i] / DRAWS).as("output %d", i).isCloseTo(expected, within(0.01));
        }
    }

    @Test
    void atALowTemperature_smallChancesDoNotVanishTogether() {
        float[] tiny = {1e-30f, 2e-30f, 0};
        assertThat(Choice.soft(0.01, () -> 0.999999).of(tiny)).isEqualTo(1);
        assertThat(Choice.soft(1e-300, () -> 0.5).of(CHANCES)).isEqualTo(1);
    }

    @Test
    void whatHasNoChance_isNeverChosen() {
        float[] some = {0, 0.5f, 0, 0.5f, 0};
        assertThat(Choice.soft(1, () -> 0).of(some)).isEqualTo(1);
        assertThat(Choice.soft(1, () -> Math.nextDown(1.0)).of(some)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void temperature_isPositive(double temperature) {
        assertThatThrownBy(() -> Choice.soft(temperature, () -> 0))
                .hasMessageContaining("temperature must be positive");
    }
}
