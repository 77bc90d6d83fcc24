package io.portent.feed.alertmanager;

import io.portent.health.Label;
import io.portent.store.LabelBook;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.TimeSpan;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Of several ends that are told of one alert the latest holds. Alertmanager takes an alert for resolved when Prometheus is silent for
 * some minutes, and tells a second, later end when it was not; the two may arrive in any order.
 */
public final class LatestEnds {
    private LatestEnds() {}

    /** The labels as they are to be put. Nobody else may put these keys until that is done. */
    public static List<Recorded> of(List<Recorded> told, LabelBook book) {
        Map<String, Instant> ends = known(told, book);
        told.forEach(one -> note(one, ends));
        return told.stream().map(one -> ended(one, ends)).toList();
    }

    private static Map<String, Instant> known(List<Recorded> told, LabelBook book) {
        Map<String, Instant> ends = new HashMap<>();
        Set<String> keys = new HashSet<>();
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (Recorded one : told) {
            if (one.label().end() != null) {
                Instant start = one.label().start();
                first = start.isBefore(first) ? start : first;
                last = start.isAfter(last) ? start : last;
                keys.add(one.key());
            }
        }
        if (!keys.isEmpty()) {
            for (Recorded before : book.labels(new TimeSpan(first, last.plusMillis(1)))) {
                if (keys.contains(before.key())) {
                    note(before, ends);
                }
            }
        }
        return ends;
    }

    private static void note(Recorded one, Map<String, Instant> ends) {
        Instant end = one.label().end();
        if (end != null) {
            ends.merge(one.key(), end, (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    private static Recorded ended(Recorded one, Map<String, Instant> ends) {
        Label label = one.label();
        Instant end = ends.get(one.key());
        if (label.end() == null || end == null || end.equals(label.end())) {
            return one;
        }
        Label longer = new Label(label.entity(), label.state(), label.start(), end, label.source(), label.note());
        return new Recorded(one.key(), longer, one.confidence(), one.recorded());
    }
}
