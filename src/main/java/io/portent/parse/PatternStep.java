package io.portent.parse;

import io.portent.event.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a compiled pattern, taken from left to right over the line. */
sealed interface PatternStep {
    record Literal(String text) implements PatternStep {}

    record Date(TimePattern pattern, PatternNode.Width width) implements PatternStep {}

    /** @param names words of the pattern's own that mean a level */
    record Level(PatternNode.Width width, Map<String, Severity> names) implements PatternStep {}

    /** Blanks in front of a group that is aligned to the right. */
    record GroupOpen(int slot, PatternNode.Width width) implements PatternStep {}

    /** Blanks behind a group that is aligned to the left. */
    record GroupClose(int slot, PatternNode.Width width) implements PatternStep {}

    /**
     * Text that knows its end only by what follows.
     *
     * @param slot where the line parser notes its bounds
     * @param until the literal that follows; null: none, it ends at a blank or at the end of the line
     * @param name of the field, where it becomes one
     * @param otherwise what the pattern writes when there is no value
     */
    record Free(
            Kind kind,
            int slot,
            @Nullable String until,
            PatternNode.Width width,
            @Nullable String name,
            String otherwise,
            boolean last)
            implements PatternStep {}

    /** What the text of a {@link Free} step is. */
    enum Kind {
        LOGGER,
        /** Stands in for a logger that the pattern lacks. */
        CLASS,
        MESSAGE,
        /** No blank inside, not kept unless named. */
        WORD,
        /** Digits with padding around them, or nothing; not kept unless named. */
        DIGITS,
        /** Anything, not kept unless named. */
        TEXT,
        PAIRS,
        QUOTED_PAIRS;

        boolean blankless() {
            return this == LOGGER || this == CLASS || this == WORD || this == DIGITS;
        }
    }
}
