package io.portent.rule;

import io.portent.health.HealthState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * A stretch of time that looks as if something had been wrong.
 *
 * @param signs why; at least one
 * @param peakErrors most events at ERROR or worse within one window of it
 * @param usualErrors the median of the entity's windows
 */
public record Incident(String entity, Instant start, Instant end, Set<Sign> signs, int peakErrors, int usualErrors) {
    /** What it was noticed by. */
    public enum Sign {
        ERRORS("errors"),
        SILENCE("silence"),
        RESTART("restart");

        private final String word;

        Sign(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Incident {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("end must be after start, was " + end + " <= " + start);
        }
        if (signs.isEmpty()) {
            throw new IllegalArgumentException("an incident has a sign");
        }
        signs = Set.copyOf(signs);
    }

    /** Red, but for a restart that nothing else came with. */
    public HealthState state() {
        return signs.equals(Set.of(Sign.RESTART)) ? HealthState.ORANGE : HealthState.RED;
    }

    /** From the earlier's start to the later's end, with the signs of both. */
    Incident with(Incident other) {
        Set<Sign> both = EnumSet.copyOf(signs);
        both.addAll(other.signs);
        return new Incident(
                entity,
                start.isBefore(other.start) ? start : other.start,
                end.isAfter(other.end) ? end : other.end,
                both,
                Math.max(peakErrors, other.peakErrors),
                usualErrors);
    }
}
