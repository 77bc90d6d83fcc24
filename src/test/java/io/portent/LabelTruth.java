package io.portent;

import io.portent.health.HealthState;
import io.portent.health.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the labels of one entity say, computed as bench/score.py does it, in seconds and with plain loops: an independent
 * second opinion on time lines, targets and scores.
 */
public final class LabelTruth {
    private record Span(double from, double to) {}

    private final List<Span> covered;
    private final List<Span> bad;

    /** @param labels of this entity and of all entities */
    public LabelTruth(List<Label> labels, HealthState level) {
        List<Span> all = new ArrayList<>();
        List<Span> worse = new ArrayList<>();
        for (Label label : labels) {
            Instant end = label.end();
            Span span = new Span(seconds(label.start()), end == null ? Double.POSITIVE_INFINITY : seconds(end));
            all.add(span);
            if (label.state().compareTo(level) >= 0) {
                worse.add(span);
            }
        }
        this.covered = merge(all);
        this.bad = merge(worse);
    }

    private static double seconds(Instant time) {
        return Duration.between(Histories.START, time).toMillis() / 1000.0;
    }

    private static List<Span> merge(List<Span> spans) {
        spans.sort(Comparator.comparingDouble(Span::from).thenComparingDouble(Span::to));
        List<Span> out = new ArrayList<>();
        for (Span span : spans) {
            Span last = out.isEmpty() ? null : out.get(out.size() - 1);
            if (last != null && span.from() <= last.to()) {
                out.set(out.size() - 1, new Span(last.from(), Math.max(span.to(), last.to())));
            } else {
                out.add(span);
            }
        }
        return out;
    }

    public boolean inBad(Instant time) {
        return bad.stream().anyMatch(span -> span.from() <= seconds(time) && seconds(time) < span.to());
    }

    public boolean covers(Instant from, Instant to) {
        return covered.stream().anyMatch(span -> span.from() <= seconds(from) && seconds(to) <= span.to());
    }

    public boolean onsetIn(Instant after, Instant upTo) {
        return bad.stream().anyMatch(span -> seconds(after) < span.from() && span.from() <= seconds(upTo));
    }

    public List<Instant> onsets() {
        return bad.stream()
                .map(span -> Histories.START.plusMillis(Math.round(1000 * span.from())))
                .toList();
    }

    /** Does the entity enter the level in (time + warning, time + horizon]? 1 or 0; -1 for a moment that does not count. */
    public int question(Instant time, Duration warning, Duration horizon) {
        if (inBad(time) || !covers(time, time.plus(horizon))) {
            return -1;
        }
        return onsetIn(time.plus(warning), time.plus(horizon)) ? 1 : 0;
    }
}
