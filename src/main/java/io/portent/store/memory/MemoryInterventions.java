package io.portent.store.memory;

import io.portent.store.InterventionLog;
import io.portent.store.TimeSpan;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Thread-safe. */
final class MemoryInterventions implements InterventionLog {
    private final Map<String, Intervention> interventions = new HashMap<>();

    @Override
    public synchronized void record(Intervention intervention) {
        interventions.put(intervention.key(), intervention);
    }

    @Override
    public synchronized List<Intervention> interventions(TimeSpan span) {
        return interventions.values().stream()
                .filter(one -> span.contains(one.time()))
                .sorted(Comparator.comparing(Intervention::time).thenComparing(Intervention::key))
                .toList();
    }
}
