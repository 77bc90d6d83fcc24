package io.portent.window;

/**
 * What is kept of a numeric field's values within one window.
 *
 * @param count of finite values, at least 1
 * @param fives of them in [500, 600): of an HTTP status, the failures of the server
 */
public record FieldSummary(int count, double mean, double median, double p95, double max, int fives) {
    public FieldSummary {
        if (count < 1 || fives < 0 || fives > count) {
            throw new IllegalArgumentException(
                    "count must be >= 1 and fives in [0, count], were " + count + " and " + fives);
        }
    }

    /** Whether a value is among the {@code fives}. */
    static boolean isFive(double value) {
        return value >= 500 && value < 600;
    }
}
