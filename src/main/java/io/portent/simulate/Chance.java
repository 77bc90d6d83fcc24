package io.portent.simulate;

/**
 * SplitMix64 (Steele, Lea, Flood 2014), written out: the JDK's generators and {@code Math.log} may change between releases and
 * machines, the simulated logs may not. Not thread-safe; owned by the simulation.
 */
final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Acklam's break between the middle and the tails. */
    private static final double TAIL = 0.02425;

    /** 1/n, because a division costs as much as four multiplications. */
    private static final double[] INVERSE = new double[13];

    static {
        for (int n = 1; n < INVERSE.length; n++) {
            INVERSE[n] = 1.0 / n;
        }
    }

    private final long seed;
    private long state;

    Chance(long seed) {
        this.seed = seed;
        this.state = mix(seed);
    }

    /** An independent stream. What one part of the shop draws must not shift what another part sees. */
    Chance fork(String purpose) {
        return new Chance(mix(seed + GOLDEN * (purpose.hashCode() | 1L)));
    }

    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** In [0, 1). */
    double unit() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    int below(int bound) {
        return (int) (unit() * bound);
    }

    boolean happens(double probability) {
        return unit() < probability;
    }

    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - unit());
    }

    /**
     * The normal distribution's quantile of a uniform draw, by P. J. Acklam's rational approximation (relative error below
     * 1.2e-9). Nineteen draws of twenty take arithmetic alone; Box and Muller's logarithm and cosine took a third of a run.
     */
    double normal() {
        double p = (bits() >>> 11) * 0x1.0p-53 + 0x1.0p-54;
        if (p < TAIL) {
            return tail(StrictMath.sqrt(-2 * StrictMath.log(p)));
        }
        if (p > 1 - TAIL) {
            return -tail(StrictMath.sqrt(-2 * StrictMath.log(1 - p)));
        }
        double q = p - 0.5;
        double r = q * q;
        double above =
                ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r
                                        - 30.66479806614716)
                                * r
                        + 2.506628277459239;
        double below =
                ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r
                                        - 13.28068155288572)
                                * r
                        + 1;
        return q * above / below;
    }

    private static double tail(double q) {
        double above =
                ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734)
                                                * q
                                        + 4.374664141464968)
                                * q
                        + 2.938163982698783;
        double below =
                (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q
                        + 1;
        return above / below;
    }

    double logNormal(double median, double sigma) {
        return median * exp(sigma * normal());
    }

    /**
     * The exponential of a number that is not far from zero, to about 1e-14. Additions and multiplications give the same bits
     * on every machine, as {@link StrictMath#exp} does, which took a fifth of the simulation.
     */
    static double exp(double x) {
        double twos = StrictMath.rint(x * 1.4426950408889634);
        double r = x - twos * 0.6931471805599453;
        double sum = 1;
        for (int n = 12; n > 0; n--) {
            sum = 1 + sum * r * INVERSE[n];
        }
        return sum * Double.longBitsToDouble((1_023L + (long) twos) << 52);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
