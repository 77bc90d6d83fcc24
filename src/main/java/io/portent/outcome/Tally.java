package io.portent.outcome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes added up.
 *
 * @param failures onsets of red that were judged
 * @param warned of them with an alarm in time
 * @param watched how long forecasts were known, over all entities
 * @param medianLead null if nothing was warned of
 */
public record Tally(
        int failures,
        int warned,
        int falseAlarms,
        int intervened,
        Duration watched,
        @Nullable Duration medianLead) {
    private static final double WEEK_MILLIS = Duration.ofDays(7).toMillis();

    static Tally of(List<Outcome> outcomes, Duration watched) {
        List<Duration> leads = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Duration lead = outcome.lead();
            if (lead != null) {
                leads.add(lead);
            }
        }
        int missed = count(outcomes, OutcomeKind.MISSED_ONSET);
        return new Tally(
                leads.size() + missed,
                leads.size(),
                count(outcomes, OutcomeKind.FALSE_ALARM),
                count(outcomes, OutcomeKind.INTERVENED),
                watched,
                median(leads));
    }

    private static int count(List<Outcome> outcomes, OutcomeKind kind) {
        return (int) outcomes.stream().filter(one -> one.kind() == kind).count();
    }

    /** Of an even number, the mean of the two in the middle. */
    private static @Nullable Duration median(List<Duration> leads) {
        if (leads.isEmpty()) {
            return null;
        }
        leads.sort(null);
        Duration upper = leads.get(leads.size() / 2);
        Duration lower = leads.get((leads.size() - 1) / 2);
        return lower.plus(upper).dividedBy(2);
    }

    /** Per entity; NaN where nothing was watched. */
    public double falseAlarmsPerWeek() {
        return watched.isZero() ? Double.NaN : falseAlarms * WEEK_MILLIS / watched.toMillis();
    }
}
