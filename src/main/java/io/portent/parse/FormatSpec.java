package io.portent.parse;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of one source are written.
 *
 * @param pattern in the language of the format; which formats need or take one, {@link FormatKind} says
 * @param zone of time stamps that carry none
 */
public record FormatSpec(FormatKind kind, @Nullable String pattern, ZoneId zone, FormatOptions options) {
    public FormatSpec(FormatKind kind, @Nullable String pattern, ZoneId zone) {
        this(kind, pattern, zone, FormatOptions.NONE);
    }

    public FormatSpec {
        if (pattern == null ? kind.needsPattern() : !kind.takesPattern()) {
            throw new IllegalArgumentException(
                    "format " + kind + (pattern == null ? " needs a pattern" : " takes no pattern"));
        }
    }
}
