package io.portent.metrics;

/**
 * How much one template drives a forecast.
 *
 * @param text the template's; log text, which may be shown only where the configuration says so
 * @param share of the chance of orange or red that is gone when the data window is read without the template, in (0, 1]
 */
public record Contribution(String templateId, String text, double share) {
    public Contribution {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in (0, 1], was " + share);
        }
    }
}
