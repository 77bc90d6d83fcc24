package io.portent.pipeline;

import io.portent.event.LogEvent;
import org.jspecify.annotations.Nullable;

/** Whose health an event speaks of. */
public interface EntityRule {
    /** Null for an event that belongs to nobody. */
    @Nullable
    String entityOf(LogEvent event);

    static EntityRule named(String name) {
        return event -> name;
    }

    /** A blank name is none: labels without an entity are meant for all, and a metric label without a value is absent. */
    static EntityRule field(String field) {
        return event -> {
            String name = event.field(field);
            return name == null || name.isBlank() ? null : name;
        };
    }
}
