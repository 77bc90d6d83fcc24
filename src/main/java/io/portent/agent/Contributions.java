package io.portent.agent;

import io.portent.metrics.Contribution;
import io.portent.parse.Template;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Which templates drive a forecast, by perturbation: the data window is read again without each of them. Each costs as much as
 * a forecast, so no more than {@value #LOOKED_AT} are tried, and only where there is an alarm to explain. What is not seen: two
 * templates that would each do alone; and that counts per severity stay as they were.
 */
final class Contributions {
    static final int SHOWN = 5;
    private static final int LOOKED_AT = 40;
    /** Less is no explanation. */
    private static final double LEAST = 0.01;

    private final List<Template> templates;

    /** @param templates those that the model looks at */
    Contributions(List<Template> templates) {
        this.templates = List.copyOf(templates);
    }

    /**
     * The strongest first, at most {@value #SHOWN}.
     *
     * @param chance of orange or red, had the windows been these
     */
    List<Contribution> of(List<Window> windows, ToDoubleFunction<List<Window>> chance) {
        double full = chance.applyAsDouble(windows);
        Set<String> present = new HashSet<>();
        windows.forEach(window -> present.addAll(window.templates().keySet()));
        List<Template> tried = templates.stream()
                .filter(template -> present.contains(template.id()))
                .limit(LOOKED_AT)
                .toList();
        List<Contribution> found = new ArrayList<>();
        for (Template template : tried) {
            double share = 1 - chance.applyAsDouble(without(windows, template.id())) / full;
            if (share >= LEAST) {
                found.add(new Contribution(template.id(), template.text(), Math.min(1, share)));
            }
        }
        found.sort(Comparator.comparingDouble(Contribution::share).reversed());
        return List.copyOf(found.subList(0, Math.min(SHOWN, found.size())));
    }

    private static List<Window> without(List<Window> windows, String id) {
        return windows.stream().map(window -> without(window, id)).toList();
    }

    private static Window without(Window window, String id) {
        if (!window.templates().containsKey(id)) {
            return window;
        }
        Map<String, Integer> templates = new HashMap<>(window.templates());
        templates.remove(id);
        Map<String, Integer> values = new HashMap<>(window.values());
        values.keySet().removeIf(value -> value.startsWith(id + "#"));
        return new Window(
                window.entity(),
                window.start(),
                window.length(),
                window.severities(),
                templates,
                values,
                window.exceptions(),
                window.fields(),
                window.newTemplates(),
                window.longestGap());
    }
}
