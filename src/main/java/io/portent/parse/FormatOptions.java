package io.portent.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may stand beside a format.
 *
 * @param inner of the lines in an envelope, beside cri, docker and auto; means nothing beside others
 * @param fields which fields of JSON and logfmt records mean what, beside those with usual names
 * @param start a regular expression that a record's first line holds and the others do not; null: the format tells
 */
public record FormatOptions(
        FormatKind inner, List<FieldName> fields, @Nullable String start) {
    public static final FormatOptions NONE = new FormatOptions(FormatKind.AUTO, List.of(), null);

    public FormatOptions {
        if (inner.wraps()) {
            throw new IllegalArgumentException("inner must not be cri or docker, was " + inner);
        }
        fields = List.copyOf(fields);
        String problem = start == null ? null : BoundedRegex.check(start);
        if (problem != null) {
            throw new IllegalArgumentException("start: " + problem);
        }
    }

    /** What is wrong with the expression for the start of a record; null where it can be used. */
    public static @Nullable String checkStart(String expression) {
        return BoundedRegex.check(expression);
    }
}
