package io.portent.explain;

import io.portent.window.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which templates announce incidents: those that are in the windows before an incident far more often than in calm ones, and before more than
 * one. Not thread-safe.
 */
public final class Heralds {
    /** So many times as often. */
    private static final double LIFT = 5;
    /** One incident is no rule. */
    private static final int LEAST_INCIDENTS = 2;

    private final Map<String, Count> counts = new HashMap<>();
    private int before;
    private int calm;

    private static final class Count {
        private int incidents;
        private int before;
        private int calm;
    }

    /** The windows before one incident. */
    public void add(List<Window> windows) {
        before += windows.size();
        Set<String> once = new HashSet<>();
        for (Window window : windows) {
            for (String template : window.templates().keySet()) {
                Count count = counts.computeIfAbsent(template, id -> new Count());
                count.before++;
                count.incidents += once.add(template) ? 1 : 0;
            }
        }
    }

    /** Windows that nothing came of. */
    public void addCalm(List<Window> windows) {
        calm += windows.size();
        for (Window window : windows) {
            window.templates().keySet().forEach(id -> counts.computeIfAbsent(id, fresh -> new Count()).calm++);
        }
    }

    /** Their ids. None where there is nothing calm to compare with. */
    public Set<String> ids() {
        return counts.entrySet().stream()
                .filter(one -> calm > 0 && one.getValue().incidents >= LEAST_INCIDENTS && lift(one.getValue()) >= LIFT)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What was never seen in calm windows is taken for half seen. */
    private double lift(Count count) {
        return (count.before + 0.5) / (before + 1) / ((count.calm + 0.5) / (calm + 1));
    }
}
