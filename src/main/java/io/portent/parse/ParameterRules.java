package io.portent.parse;

import java.util.List;

/** What an administrator says is a parameter, beside what {@link Masker} finds by itself. Immutable and thread-safe. */
final class ParameterRules {
    private static final int MAX_STEPS = 100_000;
    private static final String PARAMETER = "<*>";

    private final List<BoundedRegex> rules;

    /** @param expressions what each matches becomes one parameter; in this order */
    ParameterRules(List<String> expressions) {
        this.rules = expressions.stream()
                .map(expression -> new BoundedRegex(expression, MAX_STEPS))
                .toList();
    }

    String apply(String message) {
        String text = message;
        for (BoundedRegex rule : rules) {
            text = rule.replace(text, PARAMETER);
        }
        return text;
    }
}
