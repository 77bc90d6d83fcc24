package io.portent.agent;

import io.portent.window.Window;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The last windows of every entity, as many as a forecast needs. Thread-safe: the pipeline thread adds, the predictor takes
 * copies and forgets.
 */
final class LiveWindows {
    private final int most;
    private final Map<String, Deque<Window>> byEntity = new LinkedHashMap<>();
    private final Map<String, Instant> heard = new HashMap<>();

    LiveWindows(int most) {
        this.most = most;
    }

    /** A window that does not continue its entity's row starts a new one; a silent one never begins it. */
    synchronized void add(Window window) {
        if (window.events() > 0) {
            heard.put(window.entity(), window.end());
        } else if (!byEntity.containsKey(window.entity())) {
            return;
        }
        Deque<Window> row = byEntity.computeIfAbsent(window.entity(), entity -> new ArrayDeque<>());
        if (!row.isEmpty() && !row.getLast().end().equals(window.start())) {
            row.clear();
        }
        row.addLast(window);
        if (row.size() > most) {
            row.removeFirst();
        }
    }

    /** A window of before the start; it continues its entity's row or begins it anew. */
    synchronized void restore(Window window) {
        byEntity.computeIfAbsent(window.entity(), entity -> new ArrayDeque<>());
        add(window);
    }

    /** Replaces every window, by one of the same entity and time. */
    synchronized void replaceAll(UnaryOperator<Window> by) {
        byEntity.values().forEach(row -> {
            List<Window> old = new ArrayList<>(row);
            row.clear();
            old.forEach(window -> row.addLast(by.apply(window)));
        });
    }

    /** Each entity's row, oldest window first; never empty. */
    synchronized Map<String, List<Window>> snapshot() {
        Map<String, List<Window>> copy = new LinkedHashMap<>();
        byEntity.forEach((entity, row) -> copy.put(entity, new ArrayList<>(row)));
        return copy;
    }

    /** Each entity's row, one after the other. */
    synchronized List<Window> all() {
        return byEntity.values().stream().flatMap(Deque::stream).toList();
    }

    /** One entity's row, oldest window first; may be empty. */
    synchronized List<Window> row(String entity) {
        Deque<Window> row = byEntity.get(entity);
        return row == null ? List.of() : List.copyOf(row);
    }

    /** By entity: the end of its last window with an event. */
    synchronized Map<String, Instant> heard() {
        return new LinkedHashMap<>(heard);
    }

    /** Until its next event. The silent windows that may still come of it are not taken for its return. */
    synchronized void forget(String entity) {
        byEntity.remove(entity);
        heard.remove(entity);
    }
}
