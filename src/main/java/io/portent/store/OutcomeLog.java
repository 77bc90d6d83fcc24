package io.portent.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How alarms and onsets ended. */
public interface OutcomeLog {
    /** In one transaction. An outcome of the same entity, model, time and kind replaces the former one. */
    void record(List<Outcome> outcomes);

    /** Those within the span, by time. */
    List<Outcome> outcomes(TimeSpan span);

    /** What became of an alarm or an onset. */
    enum Kind {
        /** The entity entered red after the alarm. */
        TRUE_ALARM,
        /** It did not, and nobody had acted. */
        FALSE_ALARM,
        /** It entered red, and there was no alarm. */
        MISSED_ONSET,
        /** It did not, and somebody had acted: neither true nor false. */
        INTERVENED
    }

    /**
     * @param time of the onset; for one without an onset, when the alarm had run out
     * @param lead from the alarm to the onset, only of a true alarm
     */
    record Outcome(
            String entity,
            String model,
            Kind kind,
            Instant time,
            @Nullable Duration lead) {
        public Outcome {
            Limits.key("entity", entity);
            Limits.keyOrEmpty("model", model);
            Limits.millis("time", time);
            if ((lead != null) != (kind == Kind.TRUE_ALARM)) {
                throw new IllegalArgumentException("a true alarm alone has a lead, was " + kind + " with " + lead);
            }
            if (lead != null && (lead.isNegative() || lead.toNanos() % 1_000_000 != 0)) {
                throw new IllegalArgumentException("lead must be >= 0 in whole milliseconds, was " + lead);
            }
        }
    }
}
