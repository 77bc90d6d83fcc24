package io.portent.simulate;

/**
 * SplitMix64 (Steele, Lea, Flood 2014), written out: the JDK's generators and {@code Math.log} may change between releases and
 * machines, the simulated logs may not. Not thread-safe; owned by the simulation.
 */
final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

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

    double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - unit())) * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * normal());
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
