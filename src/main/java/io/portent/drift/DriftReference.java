package io.portent.drift;

import java.time.Duration;
import java.util.List;

/**
 * What a model's bundle keeps of its training windows, to tell later ones from them.
 *
 * @param span over how much time recent windows are looked at together
 * @param usual the largest {@link DriftMeter#shift} while the meter ran over the training windows themselves: so far apart
 *     were the most unusual of those days and their whole
 * @param features in the order of the codec
 */
public record DriftReference(Duration span, double usual, List<FeatureBins> features) {
    public DriftReference {
        features = List.copyOf(features);
        if (span.toMillis() < DriftMeter.PARTS) {
            throw new IllegalArgumentException("span must be at least some milliseconds, was " + span);
        }
        if (!(usual >= 0) || Double.isInfinite(usual)) {
            throw new IllegalArgumentException("usual must be finite and >= 0, was " + usual);
        }
    }
}
