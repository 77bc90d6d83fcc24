package io.portent.parse;

import java.util.List;

/**
 * What may stand beside a format.
 *
 * @param inner of the lines in an envelope, beside cri, docker and auto; means nothing beside others
 * @param fields which fields of JSON and logfmt records mean what, beside those with usual names
 */
public record FormatOptions(FormatKind inner, List<FieldName> fields) {
    public static final FormatOptions NONE = new FormatOptions(FormatKind.AUTO, List.of());

    public FormatOptions {
        if (inner.wraps()) {
            throw new IllegalArgumentException("inner must not be cri or docker, was " + inner);
        }
        fields = List.copyOf(fields);
    }
}
