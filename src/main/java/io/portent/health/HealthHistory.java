package io.portent.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The labelled health of all entities. Immutable but for a cache; not thread-safe. */
public final class HealthHistory {
    private final List<Label> labels;
    private final @Nullable HealthState unlabelled;
    private final Map<String, Timeline> timelines = new HashMap<>();

    /** @param unlabelled state of time that no label covers; null: unknown */
    public HealthHistory(List<Label> labels, @Nullable HealthState unlabelled) {
        this.labels = List.copyOf(labels);
        this.unlabelled = unlabelled;
    }

    public List<Label> labels() {
        return labels;
    }

    /** The entity's own labels together with those that are meant for all. */
    public Timeline of(String entity) {
        return timelines.computeIfAbsent(entity, name -> {
            List<Label> own = new ArrayList<>(labels);
            own.removeIf(label -> !label.entity().isEmpty() && !label.entity().equals(name));
            return new Timeline(own, unlabelled);
        });
    }
}
