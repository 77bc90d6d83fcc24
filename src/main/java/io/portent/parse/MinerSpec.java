package io.portent.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds and threshold of template mining; one set serves all systems.
 *
 * @param maxTemplates beyond it a message that fits none goes to {@link TemplateMiner#OVERFLOW}; so it does beyond a tenth of it
 *     (or 256, if that is more) that share their length and their first word
 * @param similarity share of the constant words that two messages of one template have in common
 * @param maxChildren first words per message length; a further one is taken for a parameter
 * @param maxChars of a message that are looked at
 * @param maxTokens of a message that are looked at
 * @param parameters regular expressions of what is a parameter, beside what looks like one
 */
public record MinerSpec(
        int maxTemplates, double similarity, int maxChildren, int maxChars, int maxTokens, List<String> parameters) {
    public MinerSpec {
        // A bundle that was written before there were any lacks them.
        parameters = parameters == null ? List.of() : List.copyOf(parameters);
        atLeastOne("maxTemplates", maxTemplates);
        atLeastOne("maxChildren", maxChildren);
        atLeastOne("maxChars", maxChars);
        atLeastOne("maxTokens", maxTokens);
        if (!(similarity > 0 && similarity <= 1)) {
            throw new IllegalArgumentException("similarity must be in (0, 1], was " + similarity);
        }
    }

    /** Chosen on public logs of ten systems, the same for all. */
    public static MinerSpec defaults() {
        return new MinerSpec(5_000, 0.5, 100, 4_096, 128, List.of());
    }

    /** What is wrong with a regular expression of a parameter; null where it can be used. */
    public static @Nullable String checkParameter(String expression) {
        return BoundedRegex.check(expression);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1, was " + value);
        }
    }
}
