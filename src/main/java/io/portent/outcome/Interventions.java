package io.portent.outcome;

import io.portent.health.Intervention;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** When somebody acted. Immutable once made. */
public final class Interventions {
    private final Map<String, NavigableSet<Instant>> times = new HashMap<>();

    public Interventions(Collection<Intervention> acts) {
        for (Intervention act : acts) {
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
