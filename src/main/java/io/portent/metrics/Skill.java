package io.portent.metrics;

/**
 * How much better than a baseline a model scored on data later than its training.
 *
 * @param horizon as in metrics, {@code 5m}
 * @param value 1 minus score/score of the baseline; at most 1, negative where the baseline is better
 */
public record Skill(String horizon, String baseline, double value) {
    public Skill {
        if (value > 1) {
            throw new IllegalArgumentException("skill must be <= 1, was " + value);
        }
    }
}
