package io.portent.store.memory;

import io.portent.health.Label;
import io.portent.store.LabelBook;
import io.portent.store.TimeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Thread-safe. */
final class MemoryLabels implements LabelBook {
    private final Map<String, Recorded> labels = new HashMap<>();

    @Override
    public synchronized Changes put(List<Recorded> told) {
        int added = 0;
        int changed = 0;
        for (Recorded one : told) {
            Recorded before = labels.get(one.key());
            Recorded after = before == null ? one : merge(before, one);
            added += before == null ? 1 : 0;
            changed += before != null && !same(before, after) ? 1 : 0;
            labels.put(one.key(), before != null && same(before, after) ? before : after);
        }
        return new Changes(added, changed, told.size() - added - changed);
    }

    private static Recorded merge(Recorded before, Recorded told) {
        Label label = told.label();
        Instant end = label.end() == null ? before.label().end() : label.end();
        boolean fits = end == null || end.isAfter(label.start());
        return new Recorded(
                told.key(),
                new Label(
                        label.entity(),
                        label.state(),
                        label.start(),
                        fits ? end : label.end(),
                        label.source(),
                        label.note()),
                told.confidence(),
                told.recorded());
    }

    /** But for when it was told. */
    private static boolean same(Recorded one, Recorded other) {
        return one.label().equals(other.label()) && Double.compare(one.confidence(), other.confidence()) == 0;
    }

    @Override
    public synchronized int remove(Collection<String> keys) {
        int before = labels.size();
        labels.keySet().removeAll(List.copyOf(keys));
        return before - labels.size();
    }

    @Override
    public synchronized List<Recorded> labels(TimeSpan span) {
        List<Recorded> within = new ArrayList<>(labels.values());
        within.removeIf(one -> {
            Instant end = one.label().end();
            return !one.label().start().isBefore(span.until()) || (end != null && !end.isAfter(span.from()));
        });
        within.sort(Comparator.comparing((Recorded one) -> one.label().start()).thenComparing(Recorded::key));
        return within;
    }
}
