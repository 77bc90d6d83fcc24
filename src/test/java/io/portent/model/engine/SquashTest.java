package io.portent.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Against the library's own functions, over all that a unit or a softmax may be given. */
class SquashTest {
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
