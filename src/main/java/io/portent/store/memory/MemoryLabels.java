package io.portent.store.memory;

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
            Recorded after = before == null ? one : one.after(before);
            if (before == null) {
                added++;
            } else if (!after.saysTheSame(before)) {
                changed++;
            } else {
                continue;
            }
            labels.put(one.key(), after);
        }
        return new Changes(added, changed, told.size() - added - changed);
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
