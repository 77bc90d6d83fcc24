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

    static EntityRule field(String field) {
        return event -> event.field(field);
    }
}
