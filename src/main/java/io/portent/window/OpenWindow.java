package io.portent.window;

import io.portent.event.LogEvent;
import io.portent.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** A window that still takes events. Not thread-safe; owned by the assembler. */
final class OpenWindow {
    private final Instant start;
    private final Duration length;
    private final WindowLimits limits;
    private long since = Long.MAX_VALUE;

    private final Map<Severity, Integer> severities = new EnumMap<>(Severity.class);
    private final Map<String, Integer> templates = new HashMap<>();
    private final Map<String, Integer> values = new HashMap<>();
    private final Map<String, Integer> exceptions = new HashMap<>();
    private final Map<String, FieldSketch> fields = new HashMap<>();
    private int newTemplates;
    private int leftOut;
    private Instant last;
    private Duration longestGap = Duration.ZERO;

    OpenWindow(Instant start, Duration length, WindowLimits limits) {
        this.start = start;
        this.length = length;
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
        severities.merge(event.severity(), 1, Integer::sum);
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

    /** The least mark of its events. */
    long since() {
        return since;
    }

    private void count(Map<String, Integer> counts, String key) {
        if (counts.size() < limits.keys() || counts.containsKey(key)) {
            counts.merge(key, 1, Integer::sum);
        } else {
            leftOut++;
        }
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
            Duration gap = Duration.between(last, time);
            if (gap.compareTo(longestGap) > 0) {
                longestGap = gap;
            }
            last = time;
        }
    }

    Window close(String entity) {
        gapUntil(start.plus(length));
        Map<String, FieldSummary> summaries = new HashMap<>();
        fields.forEach((name, sketch) -> summaries.put(name, sketch.summary()));
        return new Window(
                entity, start, length, severities, templates, values, exceptions, summaries, newTemplates, longestGap);
    }
}
