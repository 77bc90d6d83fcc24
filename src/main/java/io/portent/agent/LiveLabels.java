package io.portent.agent;

import io.portent.config.LabelsConfig;
import io.portent.csv.BadLabelsException;
import io.portent.health.HealthHistory;
import io.portent.pipeline.NotEnoughException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The label files of a running agent, read again when they change. Not thread-safe; owned by the predictor. */
final class LiveLabels {
    private static final Logger log = LoggerFactory.getLogger(LiveLabels.class);

    private final LabelsConfig config;
    private HealthHistory health;
    private List<String> seen = List.of();

    LiveLabels(LabelsConfig config) {
        this.config = config;
        this.health = new HealthHistory(List.of(), config.defaultState());
    }

    /** A file that has become bad changes nothing: what was known before stays. It is said once. */
    HealthHistory current() {
        List<String> now = fingerprint();
        if (!now.equals(seen)) {
            seen = now;
            try {
                health = LabelFiles.read(config);
            } catch (IOException | BadLabelsException | NotEnoughException e) {
                log.warn("labels not taken, those known before stay: {}", e.getMessage());
            }
        }
        return health;
    }

    private List<String> fingerprint() {
        List<String> prints = new ArrayList<>();
        for (Path path : LabelFiles.paths(config)) {
            try {
                prints.add(path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path));
            } catch (IOException e) {
                prints.add(path + " unreadable");
            }
        }
        return prints;
    }
}
