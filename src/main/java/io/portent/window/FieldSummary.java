package io.portent.window;

/**
 * What is kept of a numeric field's values within one window.
 *
 * @param count of finite values, at least 1
 */
public record FieldSummary(int count, double mean, double median, double p95, double max) {
    public FieldSummary {
        if (count < 1) {
            throw new IllegalArgumentException("count must be >= 1, was " + count);
        }
    }
}
