package io.portent.codec;

import java.util.function.DoubleSupplier;

/** Chooses one output by the chances of all. */
public interface Choice {
    /**
     * @param chances [output], not negative, one of them at least positive; left as they are
     * @return an output
     */
    int of(float[] chances);

    /** The likeliest; of equals the first. */
    static Choice hard() {
        return chances -> {
            int best = 0;
            for (int i = 1; i < chances.length; i++) {
                best = chances[i] > chances[best] ? i : best;
            }
            return best;
        };
    }

    /**
     * By chance.
     *
     * @param temperature positive; chances are raised to 1/temperature: near 0 the likeliest nearly always, above 1 the unlikely more often
     * @param chance draws from [0, 1), all values alike
     */
    static Choice soft(double temperature, DoubleSupplier chance) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature must be positive, was " + temperature);
        }
        return chances -> {
            double[] sums = new double[chances.length];
            double largest = chances[hard().of(chances)];
            double sum = 0;
            for (int i = 0; i < chances.length; i++) {
                // Against the largest: powers of small chances would all be zero at a low temperature.
                sum += Math.pow(chances[i] / largest, 1 / temperature);
                sums[i] = sum;
            }
            double drawn = chance.getAsDouble() * sum;
            int chosen = 0;
            while (chosen < sums.length - 1 && sums[chosen] <= drawn) {
                chosen++;
            }
            return chosen;
        };
    }
}
