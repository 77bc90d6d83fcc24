package io.portent.evaluate;

import io.portent.health.HealthState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An onset that could have been warned of.
 *
 * @param end null: none is known
 * @param note what the label says; from anywhere
 * @param warnings by rising horizon, those by which it counts
 */
public record Incident(
        String entity,
        HealthState level,
        Instant onset,
        @Nullable Instant end,
        String note,
        List<Warning> warnings) {
    public Incident {
        warnings = List.copyOf(warnings);
    }

    /** The moment that says most about why: that of the highest chance; null where nothing was asked. */
    public @Nullable Instant clearest() {
        Instant at = null;
        double highest = -1;
        for (Warning warning : warnings) {
            if (warning.at() != null && warning.highest() >= highest) {
                highest = warning.highest();
                at = warning.at();
            }
        }
        return at;
    }
}
