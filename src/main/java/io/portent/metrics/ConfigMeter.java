package io.portent.metrics;

import java.time.Instant;

/** Whether the configuration that was looked at last is in force. Thread-safe. */
public interface ConfigMeter {
    void taken(Instant at);

    /** The one before it stays. */
    void refused();
}
