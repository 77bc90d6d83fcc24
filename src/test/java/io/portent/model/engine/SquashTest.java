package io.portent.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against the library's own functions, over all that a unit or a softmax may be given. */
class SquashTest {
    @Test
    void exp_isThatOfTheLibrary() {
        for (float x = 0; x > -86.9f; x -= 3.1e-4f) {
            double expected = Math.exp(x);
            if (!(Math.abs(Squash.exp(x) - expected) <= 4e-7 * expected)) {
                assertThat(Squash.exp(x)).as("exp(%s)", x).isEqualTo((float) expected);
            }
        }
        assertThat(Squash.exp(-0f)).isEqualTo(1);
        assertThat(Squash.exp(-88)).isZero();
        assertThat(Squash.exp(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(Squash.exp(Float.NaN)).isNaN();
    }

    /** Beyond 1 the derivative 1 - h h would change its sign. */
    @Test
    void tanh_isThatOfTheLibrary() {
        for (float x = -12; x < 12; x += 1.7e-4f) {
            double expected = Math.tanh(x);
            if (!(Math.abs(Squash.tanh(x) - expected) <= 7e-7 && Math.abs(Squash.tanh(x)) <= 1)) {
                assertThat(Squash.tanh(x)).as("tanh(%s)", x).isEqualTo((float) expected);
            }
        }
    }

    @Test
    void softmax_overflowsNowhere_andSumsToOne() {
        float[] values = {5, 300, -4000, 300, 299, Float.NEGATIVE_INFINITY};
        Squash.softmax(values, 1, new float[] {700, 0, 700, 0, 0});
        assertThat(values).containsExactly(5, 0.5f, 0, 0.5f, 0, 0);
    }
}
