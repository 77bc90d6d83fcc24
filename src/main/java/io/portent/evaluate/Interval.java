package io.portent.evaluate;

/**
 * Where a number would lie had the time been another like it: 5 % of the resamples are below, 5 % above. Both are NaN where
 * that cannot be told.
 */
public record Interval(double low, double high) {
    static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    public Interval {
        if (low > high || Double.isNaN(low) != Double.isNaN(high)) {
            throw new IllegalArgumentException("low must be <= high, were " + low + " and " + high);
        }
    }

    public boolean known() {
        return !Double.isNaN(low);
    }
}
