package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.health.HealthHistory;
import io.portent.labels.LabelSources;
import io.portent.store.TimeSpan;
import java.io.IOException;

/** The label files alone, for verbs that read logs and not the store. */
final class LabelFiles {
    private LabelFiles() {}

    /** @throws io.portent.csv.BadLabelsException if any row of any file is bad; then no label is taken */
    static HealthHistory read(AgentConfig config) throws IOException {
        return new LabelSources(config.labels(), Settings.horizons(config).longest(), null).history(TimeSpan.ALL);
    }
}
