package io.portent.codec.series;

/** From the least to the largest value of a column that was fitted; scales it to [-1, 1]. */
record Span(double low, double high) {
    /** A later value may lie outside of the span, but not take the network with it. */
    static final float BOUND = 3;

    Span {
        if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) {
            throw new IllegalArgumentException("a span must rise, was from " + low + " to " + high);
        }
    }

    float scaled(double value) {
        // Halves: the span itself may be more than a double holds.
        double half = high / 2 - low / 2;
        double far = value / 2 - low / 2;
        double scaled = half > 0 ? far / half * 2 - 1 : 0;
        return (float) Math.max(-BOUND, Math.min(BOUND, scaled));
    }
}
