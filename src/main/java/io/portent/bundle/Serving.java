package io.portent.bundle;

import io.portent.model.Calibration;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a bundle answers.
 *
 * @param baseline name of the baseline that answers in the network's place; null: the network does
 * @param blended whether the network is averaged with logistic regression
 * @param calibration of the hazards of what answers; a baseline that says no hazards has none
 */
public record Serving(@Nullable String baseline, boolean blended, Calibration calibration) {
    public Serving {
        if (baseline != null && blended) {
            throw new IllegalArgumentException("a baseline serves alone, was " + baseline);
        }
    }

    /** As in bundles of before there was a choice. */
    public static final Serving NETWORK = new Serving(null, false, Calibration.NONE);
}
