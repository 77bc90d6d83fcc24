package io.portent.model.engine;

import io.portent.model.engine.Matrix.Part;

/**
 * Leaves out a share of what a layer gives to those above it, another at each step, and makes up for it by the rest; never of what it
 * gives to its own next step (Zaremba et al. 2014). Which, is a function of a number: training goes on from a saved place with
 * the same choice. Not thread-safe.
 */
final class Dropout implements AutoCloseable {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Matrix kept = new Matrix();
    private float[] factors = new float[0];
    private float[] values = new float[0];
    private int width;

    /** Returns what is left of {@code size} values. */
    Part apply(Part of, int size, double share, long choice) {
        if (values.length != size) {
            values = new float[size];
            factors = new float[size];
        }
        width = of.stride();
        float rest = (float) (1 / (1 - share));
        // Mixed first: choices a step apart would else leave out the same, moved along by one.
        long start = mixed(choice);
        long threshold = (long) (share * (1L << 32));
        of.matrix().get(of.at(), values, size);
        for (int i = 0; i < size; i++) {
            factors[i] = (mixed(start + i * GOLDEN) >>> 32) < threshold ? 0 : rest;
            values[i] *= factors[i];
        }
        kept.reserve(size);
        kept.put(0, values, size);
        return kept();
    }

    /** What was left by the last {@link #apply}. */
    Part kept() {
        return new Part(kept, 0, width);
    }

    /** Turns the gradient of what was left into that of what there was. */
    void backward(Part gradient) {
        gradient.matrix().get(gradient.at(), values, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] *= factors[i];
        }
        gradient.matrix().put(gradient.at(), values, values.length);
    }

    /** The finalizer of SplitMix64, Steele, Lea and Flood 2014. */
    private static long mixed(long seed) {
        long z = (seed ^ seed >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    @Override
    public void close() {
        kept.close();
    }
}
