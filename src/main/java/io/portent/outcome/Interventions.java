package io.portent.outcome;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** When somebody acted. Immutable once made. */
public final class Interventions {
    public static final Interventions NONE = new Interventions(java.util.List.of());

    private final Map<String, NavigableSet<Instant>> times = new HashMap<>();

    /** @param entity empty: all entities */
    public record Act(String entity, Instant time) {}

    public Interventions(Collection<Act> acts) {
        for (Act act : acts) {
            times.computeIfAbsent(act.entity(), entity -> new TreeSet<>()).add(act.time());
        }
    }

    /** Whether somebody acted upon this entity, or upon all, within [from, to]. */
    boolean within(String entity, Instant from, Instant to) {
        return any(entity, from, to) || any("", from, to);
    }

    private boolean any(String entity, Instant from, Instant to) {
        NavigableSet<Instant> acts = times.get(entity);
        return acts != null && !acts.subSet(from, true, to, true).isEmpty();
    }
}
