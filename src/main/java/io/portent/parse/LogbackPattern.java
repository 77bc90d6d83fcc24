package io.portent.parse;

import org.jspecify.annotations.Nullable;

/** Logback's pattern language, read backwards: what {@code PatternLayout} writes is taken apart again. */
public final class LogbackPattern {
    private LogbackPattern() {}

    /** What is wrong with a pattern, with the position (from 1); null where it can be used. */
    public static @Nullable String check(String pattern) {
        try {
            PatternCompiler.compile(pattern);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
