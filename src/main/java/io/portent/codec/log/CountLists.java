package io.portent.codec.log;

import io.portent.window.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of a span have counted, by name, as features see it. Most windows count few of all names, and to ask each
 * window for each name took a sixth of the time of a training.
 */
final class CountLists {
    private final int windows;
    private final Map<String, Counts> templates = new HashMap<>();
    private final Map<String, Counts> values = new HashMap<>();
    private final Map<String, Counts> exceptions = new HashMap<>();

    /** log(1 + n) of the windows that have counted it; zero in all others. */
    private static final class Counts {
        private double[] logs = new double[8];
        private int size;

        void add(int count) {
            if (size == logs.length) {
                logs = Arrays.copyOf(logs, 2 * size);
            }
            logs[size++] = Math.log1p(count);
        }
    }

    CountLists(List<Window> windows) {
        this.windows = windows.size();
        for (Window window : windows) {
            add(templates, window.templates());
            add(values, window.values());
            add(exceptions, window.exceptions());
        }
    }

    private static void add(Map<String, Counts> lists, Map<String, Integer> counted) {
        counted.forEach(
                (name, count) -> lists.computeIfAbsent(name, n -> new Counts()).add(count));
    }

    /** Mean and standard deviation over all windows; null for a feature that is no count of these. */
    double @Nullable [] moments(Feature feature) {
        Counts counts = of(feature);
        if (counts == null) {
            return null;
        }
        double[] logs = Arrays.copyOf(counts.logs, counts.size);
        double mean = Arrays.stream(logs).sum() / windows;
        double squares =
                Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum()
                        + (windows - logs.length) * mean * mean;
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
