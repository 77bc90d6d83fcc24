package io.portent.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.model.engine.Matrix.Part;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final int SIZE = 20_000;
    private static final double SHARE = 0.3;
    /** By which {@link EngineLearner} moves on from step to step. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /** What is left of ones: 0, or more than 1. */
    private static float[] left(long choice) {
        float[] values = new float[SIZE];
        Arrays.fill(values, 1);
        try (Matrix matrix = new Matrix();
                Dropout dropout = new Dropout()) {
            matrix.reserve(SIZE);
            matrix.put(0, values, SIZE);
            Part kept = dropout.apply(new Part(matrix, 0, 10), SIZE, SHARE, choice);
            kept.matrix().get(0, values, SIZE);
        }
        return values;
    }

    @Test
    void itsShareIsLeftOut_andTheRestMakesUpForIt() {
        float[] left = left(5);
        double sum = 0;
        for (float value : left) {
            assertThat(value == 0 || Math.abs(value - 1 / (1 - SHARE)) < 1e-6).isTrue();
            sum += value;
        }
        assertThat(sum / SIZE).isCloseTo(1, within(0.02));
    }

    /** Neither the choice of the next step nor that of the next layer is the same one moved along. */
    @Test
    void choicesHaveNothingToDoWithEachOther() {
        float[] one = left(5);
        for (long other : new long[] {5 + STEP, 6}) {
            float[] another = left(other);
            for (int moved = -3; moved <= 3; moved++) {
                int alike = 0;
                for (int i = 3; i < SIZE - 3; i++) {
                    alike += (one[i] == 0) == (another[i + moved] == 0) ? 1 : 0;
                }
                double byChance = SHARE * SHARE + (1 - SHARE) * (1 - SHARE);
                assertThat((double) alike / SIZE).as("moved by %d", moved).isCloseTo(byChance, within(0.03));
            }
        }
    }
}
