package io.portent.parse;

import java.util.List;

/** A pattern, read but not yet compiled. */
sealed interface PatternNode {
    record Text(String text) implements PatternNode {}

    /**
     * A conversion word, or a group where it is empty.
     *
     * @param at where it stands in the pattern, for messages
     * @param options the braces behind the word
     * @param children the inner pattern of a group
     */
    record Word(int at, Width width, String word, List<String> options, List<PatternNode> children)
            implements PatternNode {}

    /**
     * The format modifier, {@code %-20.30logger}.
     *
     * @param padsRight filled up with blanks behind the value
     * @param keepsStart a longer value loses its end
     */
    record Width(int min, int max, boolean padsRight, boolean keepsStart) {
        static final Width FREE = new Width(0, Integer.MAX_VALUE, false, false);
    }
}
