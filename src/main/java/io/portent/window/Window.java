package io.portent.window;

import io.portent.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One step of event time of one entity, and what it saw. An empty window is a fact too: the entity was silent.
 *
 * @param severities events per severity; what is absent was not seen
 * @param templates events per template id
 * @param values events per parameter value, keyed {@code id#slot=value}; only of slots with few distinct values
 * @param exceptions stack traces per exception class, and per {@link io.portent.event.Thrown#place}
 * @param fields numeric fields
 * @param newTemplates templates seen for the first time ever
 * @param longestGap longest stretch within the window without an event; the length for an empty one
 */
public record Window(
        String entity,
        Instant start,
        Duration length,
        Map<Severity, Integer> severities,
        Map<String, Integer> templates,
        Map<String, Integer> values,
        Map<String, Integer> exceptions,
        Map<String, FieldSummary> fields,
        int newTemplates,
        Duration longestGap) {
    public Window {
        severities = Map.copyOf(severities);
        templates = Map.copyOf(templates);
        values = Map.copyOf(values);
        exceptions = Map.copyOf(exceptions);
        fields = Map.copyOf(fields);
    }

    static Window silent(String entity, Instant start, Duration length) {
        return new Window(entity, start, length, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), 0, length);
    }

    /**
     * The same window with other ids of its templates. Those that become one are counted together.
     *
     * @param ids gives each id, of {@code templates} and of {@code values}, the one to replace it
     */
    public Window renamed(UnaryOperator<String> ids) {
        Map<String, Integer> counts = new HashMap<>();
        templates.forEach((id, count) -> counts.merge(ids.apply(id), count, Integer::sum));
        Map<String, Integer> parameters = new HashMap<>();
        values.forEach((key, count) -> {
            int hash = key.indexOf('#');
            parameters.merge(ids.apply(key.substring(0, hash)) + key.substring(hash), count, Integer::sum);
        });
        return new Window(
                entity, start, length, severities, counts, parameters, exceptions, fields, newTemplates, longestGap);
    }

    public Instant end() {
        return start.plus(length);
    }

    public int events() {
        int sum = 0;
        for (int count : severities.values()) {
            sum += count;
        }
        return sum;
    }

    /** Events at this severity or worse. */
    public int atLeast(Severity floor) {
        int sum = 0;
        for (Map.Entry<Severity, Integer> entry : severities.entrySet()) {
            if (entry.getKey().atLeast(floor)) {
                sum += entry.getValue();
            }
        }
        return sum;
    }
}
