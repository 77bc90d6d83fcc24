package io.portent.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References to environment variables within a value, as a shell spells them; a doubled dollar sign before the brace
 * stands for a literal one. Works on values after YAML was read, so a variable cannot bring in keys.
 */
final class Substitution {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?})?");

    private Substitution() {}

    /** @throws IllegalArgumentException with a sentence that says what would be right */
    static String apply(String text, Map<String, String> environment) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String value = matcher.group().equals("$${") ? "${" : valueOf(matcher, environment);
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(result).toString();
    }

    private static String valueOf(Matcher matcher, Map<String, String> environment) {
        String name = matcher.group(1);
        if (name == null) {
            throw new IllegalArgumentException("must be ${NAME} or ${NAME:-default}, or $${ for a literal ${");
        }
        String value = environment.get(name);
        String fallback = matcher.group(3);
        if (fallback != null) {
            // As in a shell, :- also stands in for a variable that is set and empty.
            return value == null || value.isEmpty() ? fallback : value;
        }
        if (value == null) {
            throw new IllegalArgumentException(
                    "names the variable " + name + ", which is not set; set it or write ${" + name + ":-default}");
        }
        return value;
    }
}
