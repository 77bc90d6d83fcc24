package io.portent.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ChanceTest {
    @Test
    void exp_agreesWithTheLibraryToTwelveDigits() {
        Chance chance = new Chance(1);
        for (int i = 0; i < 10_000; i++) {
            double x = chance.between(-20, 20);

            assertThat(Chance.exp(x) / StrictMath.exp(x)).as("exp(%s)", x).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void normal_hasTheMomentsAndTailsOfTheNormalDistribution() {
        Chance chance = new Chance(2);
        int draws = 1_000_000;
        double sum = 0;
        double squares = 0;
        int beyondTwo = 0;
        int beyondThree = 0;
        for (int i = 0; i < draws; i++) {
            double x = chance.normal();
            sum += x;
            squares += x * x;
            beyondTwo += x > 2 ? 1 : 0;
            beyondThree += x < -3 ? 1 : 0;
        }

        // Five standard errors each.
        assertThat(sum / draws).isCloseTo(0, within(0.005));
        assertThat(squares / draws).isCloseTo(1, within(0.0071));
        assertThat((double) beyondTwo / draws).isCloseTo(0.0227501, within(0.00075));
        assertThat((double) beyondThree / draws).isCloseTo(0.0013499, within(0.00019));
    }
}
