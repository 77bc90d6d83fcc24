package io.portent.parse;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of one source are written.
 *
 * @param pattern logback's own pattern; required by {@link FormatKind#LOGBACK}, refused by the others
 * @param zone of time stamps that carry none
 */
public record FormatSpec(FormatKind kind, @Nullable String pattern, ZoneId zone) {
    public FormatSpec {
        if ((kind == FormatKind.LOGBACK) != (pattern != null)) {
            throw new IllegalArgumentException(
                    "pattern goes with format logback, and only with it; format was " + kind);
        }
    }
}
