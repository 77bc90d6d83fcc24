package io.portent.parse;

import java.util.Locale;
import java.util.Map;

/**
 * One entry of a field mapping: which field of a JSON or logfmt record means what.
 *
 * @param role time, level, logger, message or stack_trace
 * @param path the field's name; those of nested objects joined by points
 */
public record FieldName(String role, String path) {
    private static final Map<String, FieldRole> ROLES = Map.of(
            "time", FieldRole.TIME,
            "level", FieldRole.LEVEL,
            "logger", FieldRole.LOGGER,
            "message", FieldRole.MESSAGE,
            "stack_trace", FieldRole.STACK);

    public FieldName {
        if (!ROLES.containsKey(role)) {
            throw new IllegalArgumentException("must be time, level, logger, message or stack_trace, was " + role);
        }
        if (path.isEmpty() || path.length() > Draft.MAX_FIELD_NAME) {
            throw new IllegalArgumentException("must name a field of at most " + Draft.MAX_FIELD_NAME + " characters");
        }
    }

    /** @throws IllegalArgumentException where the text is not {@code role=path} */
    public static FieldName parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("must be like time=when, role and field");
        }
        return new FieldName(
                text.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                text.substring(equals + 1).strip());
    }

    FieldRole meaning() {
        return ROLES.getOrDefault(role, FieldRole.SKIPPED);
    }
}
