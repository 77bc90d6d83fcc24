package io.portent.demo;

import io.portent.config.WebConfig;
import java.nio.file.Path;

/**
 * How the demo is run.
 *
 * @param directory everything that is written lies under it
 * @param listen port 0: any free one
 * @param once end right after the failure
 */
public record DemoPlan(Path directory, WebConfig listen, boolean once) {
    /** Fewer incidents would leave too few to learn from and too few to score by. */
    static final int DAYS = 30;

    static final long SEED = 7;

    Path history() {
        return directory.resolve("history");
    }

    Path historyLog() {
        return history().resolve("shop.json");
    }

    Path labels() {
        return history().resolve("labels.csv");
    }

    Path faults() {
        return history().resolve("faults.csv");
    }

    Path models() {
        return directory.resolve("models");
    }

    Path store() {
        return directory.resolve("demo.db");
    }

    Path liveLog() {
        return directory.resolve("live").resolve("shop.json");
    }
}
