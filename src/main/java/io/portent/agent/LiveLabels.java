package io.portent.agent;

import io.portent.config.LabelsConfig;
import io.portent.health.HealthHistory;
import io.portent.labels.LiveHealth;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The label files of a running agent, read again when they change. */
final class LiveLabels {
    private static final Logger log = LoggerFactory.getLogger(LiveLabels.class);

    private final LiveHealth files;

    LiveLabels(LabelsConfig config) {
        this.files = new LiveHealth(config, Duration.ZERO, Duration.ZERO, () -> null, id -> null, log::warn);
    }

    /** A file that has become bad changes nothing: what was known before stays. It is said once. */
    HealthHistory current() {
        return files.current(Instant.EPOCH);
    }
}
