package io.portent.codec.log;

/**
 * A feature's stored form: value' = clip((value - mean) / deviation), all of the training span.
 *
 * @param name as {@link Feature#name}
 * @param deviation standard deviation, positive
 */
public record ScaledFeature(String name, double mean, double deviation) {
    public ScaledFeature {
        if (!(deviation > 0) || !Double.isFinite(mean) || !Double.isFinite(deviation)) {
            throw new IllegalArgumentException(
                    "scaling of " + name + " must be finite and positive, was " + mean + ", " + deviation);
        }
    }
}
