package io.portent.demo;

import io.portent.health.HealthState;
import io.portent.health.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The failure that is replayed.
 *
 * @param kind of the fault behind it
 * @param failure when the shop turns red
 */
record Incident(String kind, Instant failure) {
    /** Traces of an earlier incident would be half of what the forecast is made from. */
    static final Duration QUIET_BEFORE = Duration.ofHours(3);

    private static final Duration SHOWN_BEFORE = Duration.ofMinutes(12);

    /** The first that shows itself beforehand, came to a failure in this time, and had nothing else shortly before. */
    static Optional<Incident> first(List<InjectedFault> faults, Timeline health, Instant heldOutFrom) {
        return faults.stream()
                .filter(fault -> fault.precursor() && !fault.start().isBefore(heldOutFrom))
                .flatMap(fault ->
                        Optional.ofNullable(fault.firstRed()).map(red -> new Incident(fault.kind(), red)).stream())
                .filter(incident -> incident.isAlone(health))
                .min(Comparator.comparing(Incident::failure));
    }

    /** Orange may come shortly before red, as part of the same incident: only what had ended again was another one. */
    private boolean isAlone(Timeline health) {
        Instant from = failure.minus(QUIET_BEFORE);
        return health.at(from) == HealthState.GREEN
                && health.onsets(HealthState.ORANGE, from, failure.minusMillis(1))
                                .size()
                        <= 1
                && health.onsets(HealthState.RED, from, failure.minusMillis(1)).isEmpty();
    }

    /** Where the quick motion begins. */
    Instant shownFrom() {
        return failure.minus(SHOWN_BEFORE).truncatedTo(ChronoUnit.MINUTES);
    }
}
