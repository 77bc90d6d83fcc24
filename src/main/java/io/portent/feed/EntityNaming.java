package io.portent.feed;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entity something told by another system is about.
 *
 * @param fixed the one entity of this agent; null: the labels tell
 * @param label the first label to look at; {@code job} is the second
 */
public record EntityNaming(@Nullable String fixed, String label) {
    /** What a store takes. A service with a longer name is none. */
    private static final int LONGEST = 400;

    public EntityNaming {
        if (label.isBlank()) {
            throw new IllegalArgumentException("label must not be blank");
        }
    }

    /** Null where nothing names it: to take it for all entities would label what nobody spoke of. */
    public @Nullable String of(Map<String, String> labels) {
        if (fixed != null) {
            return fixed;
        }
        for (String name : List.of(label, "job")) {
            String value = labels.get(name);
            if (value != null && !value.isBlank() && value.length() <= LONGEST) {
                return value;
            }
        }
        return null;
    }

    public EntityNaming by(String other) {
        return new EntityNaming(fixed, other);
    }
}
