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
        FormatKind inner = inner(kind, options);
        if (pattern == null ? inner.needsPattern() : !inner.takesPattern()) {
            throw new IllegalArgumentException(
                    "format " + inner + (pattern == null ? " needs a pattern" : " takes no pattern"));
        }
    }

    /**
     * As people say it: a pattern stands in for the format that it is written in, where none is named.
     *
     * @throws IllegalArgumentException where the pattern goes with no such format
     */
    public static FormatSpec of(FormatKind kind, @Nullable String pattern, ZoneId zone, FormatOptions options) {
        if (pattern == null || inner(kind, options) != FormatKind.AUTO) {
            return new FormatSpec(kind, pattern, zone, options);
        }
        FormatKind said = FormatKind.ofPattern(pattern);
        return kind.wraps()
                ? new FormatSpec(kind, pattern, zone, new FormatOptions(said, options.fields(), options.start()))
                : new FormatSpec(said, pattern, zone, options);
    }

    /** The format of the lines themselves, without what a container runtime has put around them. */
    public FormatKind inner() {
        return inner(kind, options);
    }

    private static FormatKind inner(FormatKind kind, FormatOptions options) {
        return kind.wraps() || kind == FormatKind.AUTO ? options.inner() : kind;
    }
}
