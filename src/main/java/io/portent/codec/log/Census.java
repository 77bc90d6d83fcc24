package io.portent.codec.log;

import io.portent.window.Window;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of a span have counted, by name, as features see it, from going through them once. How many windows have
 * which count is enough: most windows count few of all names, and small numbers.
 */
final class Census {
    private final int windows;
    private final Map<String, Counts> templates = new TreeMap<>();
    private final Map<String, Counts> values = new TreeMap<>();
    private final Map<String, Counts> exceptions = new TreeMap<>();
    private final Map<String, Integer> fields = new TreeMap<>();

    /** Windows per count, of those that have counted it at all. */
    static final class Counts {
        private final Map<Integer, Integer> windowsByCount = new TreeMap<>();
        private int windows;

        private void add(int count) {
            windowsByCount.merge(count, 1, Integer::sum);
            windows++;
        }

        int windows() {
            return windows;
        }
    }

    Census(List<Window> windows) {
        this.windows = windows.size();
        for (Window window : windows) {
            add(templates, window.templates());
            add(values, window.values());
            add(exceptions, window.exceptions());
            window.fields().keySet().forEach(field -> fields.merge(field, 1, Integer::sum));
        }
    }

    private static void add(Map<String, Counts> all, Map<String, Integer> counted) {
        counted.forEach(
                (name, count) -> all.computeIfAbsent(name, n -> new Counts()).add(count));
    }

    Map<String, Counts> templates() {
        return templates;
    }

    Map<String, Counts> values() {
        return values;
    }

    Map<String, Counts> exceptions() {
        return exceptions;
    }

    /** Windows that have the field. */
    Map<String, Integer> fields() {
        return fields;
    }

    /** Mean and standard deviation of log(1 + n) over all windows; null for a feature that is no count of these. */
    double @Nullable [] moments(Feature feature) {
        Counts counts = of(feature);
        if (counts == null) {
            return null;
        }
        double sum = 0;
        for (Map.Entry<Integer, Integer> one : counts.windowsByCount.entrySet()) {
            sum += one.getValue() * Math.log1p(one.getKey());
        }
        double mean = sum / windows;
        double squares = (windows - counts.windows) * mean * mean;
        for (Map.Entry<Integer, Integer> one : counts.windowsByCount.entrySet()) {
            double off = Math.log1p(one.getKey()) - mean;
            squares += one.getValue() * off * off;
        }
        return new double[] {mean, Math.sqrt(squares / windows)};
    }

    private @Nullable Counts of(Feature feature) {
        if (feature instanceof Feature.TemplateCount template) {
            return templates.get(template.id());
        }
        if (feature instanceof Feature.ValueCount value) {
            return values.get(value.value());
        }
        return feature instanceof Feature.ExceptionCount exception ? exceptions.get(exception.type()) : null;
    }
}
