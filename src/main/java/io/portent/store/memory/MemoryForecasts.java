package io.portent.store.memory;

import io.portent.store.ForecastJournal;
import io.portent.store.TimeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Thread-safe. */
final class MemoryForecasts implements ForecastJournal {
    private record Key(String entity, Instant time, String model) {}

    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    @Override
    public synchronized void record(List<Entry> added) {
        for (Entry entry : added) {
            entries.put(new Key(entry.forecast().entity(), entry.forecast().time(), entry.model()), entry);
        }
    }

    @Override
    public void forecasts(@Nullable String entity, TimeSpan span, Consumer<Entry> out) {
        copy(entity, span).forEach(out);
    }

    private synchronized List<Entry> copy(@Nullable String entity, TimeSpan span) {
        List<Entry> copy = new ArrayList<>(entries.values());
        copy.removeIf(entry -> !span.contains(entry.forecast().time())
                || (entity != null && !entity.equals(entry.forecast().entity())));
        copy.sort(Comparator.comparing((Entry entry) -> entry.forecast().time())
                .thenComparing(entry -> entry.forecast().entity())
                .thenComparing(Entry::model));
        return copy;
    }

    synchronized long forget(Predicate<Instant> old) {
        long before = entries.size();
        entries.keySet().removeIf(key -> old.test(key.time()));
        return before - entries.size();
    }

    synchronized long size() {
        return entries.size();
    }
}
