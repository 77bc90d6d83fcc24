package io.portent.outcome;

import io.portent.forecast.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Follows one entity's forecasts as they are made, by the rules of {@link AlarmWatch}, a while behind: an alert reaches us
 * minutes after its onset, and judged at once the alarm before it would be false. Each forecast is judged by the labels that are
 * known when that while has passed, and never again: counters cannot be taken back. What becomes known later still is in the {@link Receipts} alone.
 * Not thread-safe; owned by the predictor.
 */
public final class OutcomeTracker {
    private final Duration delay;
    private final AlarmWatch watch;
    private final Deque<Said> waiting = new ArrayDeque<>();
    private List<Outcome> settled = new ArrayList<>();
    private Instant last = Instant.MIN;

    /**
     * @param warning least useful lead time
     * @param delay by which labels may come late
     */
    public OutcomeTracker(String entity, Duration warning, Duration delay) {
        this.delay = delay;
        this.watch = new AlarmWatch(entity, warning, outcome -> settled.add(outcome));
    }

    /**
     * Takes a forecast in. One that is not later than the last one replaces it or is left out, as in the journal.
     *
     * @return what has become certain
     */
    public List<Outcome> observe(Forecast forecast, String model, Known known) {
        Said said = Said.of(forecast, model);
        if (!waiting.isEmpty() && said.time().equals(last)) {
            waiting.removeLast();
            waiting.addLast(said);
        } else if (said.time().isAfter(last)) {
            waiting.addLast(said);
            last = said.time();
        }
        return settle(said.time().minus(delay), known);
    }

    private List<Outcome> settle(Instant until, Known known) {
        while (!waiting.isEmpty() && !waiting.getFirst().time().isAfter(until)) {
            watch.take(waiting.removeFirst(), known);
        }
        List<Outcome> out = settled;
        settled = new ArrayList<>();
        return out;
    }
}
