package io.portent.window;

import io.portent.event.LogEvent;
import io.portent.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A window that still takes events. Not thread-safe; owned by the assembler. */
final class OpenWindow {
    /** Windows of any length that a configuration may have are less than 292 years. */
    private static final long NANOS = 1_000_000_000;

    private final Instant start;
    private final Duration length;
    private final Instant end;
    private final WindowLimits limits;
    private long since = Long.MAX_VALUE;

    private final Map<Severity, Count> severities = new EnumMap<>(Severity.class);
    private final Map<String, Count> templates = new HashMap<>();
    private final Map<String, Count> values = new HashMap<>();
    private final Map<String, Count> exceptions = new HashMap<>();
    private final Map<String, FieldSketch> fields = new HashMap<>();
    private int newTemplates;
    private int leftOut;
    private Instant last;
    private long longestGapNanos;

    /** Counting in a map of numbers would make a new one of each. */
    private static final class Count {
        private int number;
    }

    OpenWindow(Instant start, Duration length, WindowLimits limits) {
        this.start = start;
        this.length = length;
        this.end = start.plus(length);
        this.limits = limits;
        this.last = start;
    }

    /**
     * Returns how many keys of the event were left out, because as many as allowed were there already.
     *
     * @param mark that had been set last when the event came
     */
    int add(Seen seen, long mark) {
        since = Math.min(since, mark);
        int before = leftOut;
        LogEvent event = seen.event();
        severities.computeIfAbsent(event.severity(), severity -> new Count()).number++;
        count(templates, seen.templateId());
        seen.values().forEach(value -> count(values, value));
        if (event.thrown() != null) {
            count(exceptions, event.thrown().type());
            if (!event.thrown().frame().isEmpty()) {
                count(exceptions, event.thrown().place());
            }
        }
        event.numbers().forEach(this::number);
        if (seen.isNew()) {
            newTemplates++;
        }
        gapUntil(event.time());
        return leftOut - before;
    }

    /** Whether a moment lies in it. */
    boolean holds(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }

    /** The least mark of its events. */
    long since() {
        return since;
    }

    private void count(Map<String, Count> counts, String key) {
        Count count = counts.get(key);
        if (count == null) {
            if (counts.size() >= limits.keys()) {
                leftOut++;
                return;
            }
            count = new Count();
            counts.put(key, count);
        }
        count.number++;
    }

    private void number(String name, double value) {
        FieldSketch sketch = fields.get(name);
        if (sketch == null) {
            if (fields.size() >= limits.fields()) {
                leftOut++;
                return;
            }
            sketch = new FieldSketch();
            fields.put(name, sketch);
        }
        sketch.add(value);
    }

    /** Events out of order within the window leave the gap as it was: only the front of time makes gaps. */
    private void gapUntil(Instant time) {
        if (time.isAfter(last)) {
            long gap = (time.getEpochSecond() - last.getEpochSecond()) * NANOS + time.getNano() - last.getNano();
            longestGapNanos = Math.max(longestGapNanos, gap);
            last = time;
        }
    }

    Window close(String entity) {
        gapUntil(end);
        return soFar(entity);
    }

    /** As it stands; what it is yet to see is missing, and so is the gap after its last event. */
    Window soFar(String entity) {
        return new Window(
                entity,
                start,
                length,
                each(severities, count -> count.number),
                each(templates, count -> count.number),
                each(values, count -> count.number),
                each(exceptions, count -> count.number),
                each(fields, FieldSketch::summary),
                newTemplates,
                Duration.ofNanos(longestGapNanos));
    }

    /** As the window keeps it, who else would copy it once more. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static <K, C, V> Map<K, V> each(Map<K, C> counts, Function<C, V> value) {
        if (counts.isEmpty()) {
            return Map.of();
        }
        Map.Entry<K, V>[] entries = new Map.Entry[counts.size()];
        int i = 0;
        for (Map.Entry<K, C> count : counts.entrySet()) {
            entries[i++] = Map.entry(count.getKey(), value.apply(count.getValue()));
        }
        return Map.ofEntries(entries);
    }
}
