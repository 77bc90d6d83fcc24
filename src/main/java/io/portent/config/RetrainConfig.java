package io.portent.config;

import java.time.Duration;

/**
 * How the model is learnt anew, and when the new one is let in.
 *
 * @param cron in Quartz's spelling, seconds first
 * @param since how much history it learns from
 * @param heldOut share of it, the latest, that it is scored on; more where that holds too few onsets
 * @param leastOnsets fewer in the history, or since the champion was trained, promote nothing
 * @param margin share of the champion's log loss that must be saved
 * @param keep bundles that stay, beside those that an alias names
 * @param memory bytes that the process that learns may use
 * @param onDrift also when the logs have drifted beyond what the model was trained on, once a day at most
 * @param shadow the challenger that was not let in forecasts beside the champion, on metrics of its own
 */
public record RetrainConfig(
        String cron,
        Duration since,
        double heldOut,
        int leastOnsets,
        double margin,
        int keep,
        long memory,
        boolean onDrift,
        boolean shadow) {
    public RetrainConfig {
        if (since.isNegative() || since.isZero()) {
            throw new IllegalArgumentException("retrain.since must be > 0, was " + since);
        }
        if (!(heldOut > 0 && heldOut <= 0.5)) {
            throw new IllegalArgumentException("retrain.held_out must be in (0, 0.5], was " + heldOut);
        }
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException("retrain.margin must be in [0, 1), was " + margin);
        }
        Key.RETRAIN_LEAST_ONSETS.check(leastOnsets);
        Key.RETRAIN_KEEP.check(keep);
        Key.RETRAIN_MEMORY.check(memory);
    }
}
