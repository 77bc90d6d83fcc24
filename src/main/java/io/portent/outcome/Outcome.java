package io.portent.outcome;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an alarm or an onset ended. Entity, model, kind and time tell it from every other one, however often it is computed.
 *
 * @param model that raised the alarm or, of a missed onset, gave the last forecast before it
 * @param time of the onset; for one without an onset, when the alarm had run out
 * @param lead of a true alarm alone: from the first red forecast whose horizon reached the onset
 */
public record Outcome(
        String entity,
        String model,
        OutcomeKind kind,
        Instant time,
        @Nullable Duration lead) {
    public Outcome {
        if ((lead != null) != (kind == OutcomeKind.TRUE_ALARM)) {
            throw new IllegalArgumentException("a true alarm alone has a lead, was " + kind + " with " + lead);
        }
    }
}
