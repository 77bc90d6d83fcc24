package io.portent.config;

import java.time.Duration;

/**
 * Accepted and checked, and used from the version on that has {@code retrain}.
 *
 * @param cron in Quartz's spelling, seconds first
 */
public record RetrainConfig(String cron, Duration since) {
    public RetrainConfig {
        if (since.isNegative() || since.isZero()) {
            throw new IllegalArgumentException("retrain.since must be > 0, was " + since);
        }
    }
}
