package io.portent.store.memory;

import io.portent.store.OutcomeLog;
import io.portent.store.TimeSpan;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Thread-safe. */
final class MemoryOutcomes implements OutcomeLog {
    private record Key(String entity, String model, Instant time, Kind kind) {}

    private final Map<Key, Outcome> outcomes = new HashMap<>();

    @Override
    public synchronized void record(List<Outcome> added) {
        for (Outcome outcome : added) {
            outcomes.put(new Key(outcome.entity(), outcome.model(), outcome.time(), outcome.kind()), outcome);
        }
    }

    @Override
    public synchronized List<Outcome> outcomes(TimeSpan span) {
        return outcomes.values().stream()
                .filter(outcome -> span.contains(outcome.time()))
                .sorted(Comparator.comparing(Outcome::time)
                        .thenComparing(Outcome::entity)
                        .thenComparing(Outcome::model)
                        .thenComparing(Outcome::kind))
                .toList();
    }

    synchronized long forget(Predicate<Instant> old) {
        long before = outcomes.size();
        outcomes.keySet().removeIf(key -> old.test(key.time()));
        return before - outcomes.size();
    }
}
