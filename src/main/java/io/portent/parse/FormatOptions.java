package io.portent.parse;

import java.util.List;

/**
 * What may stand beside a format.
 *
 * @param fields which fields of JSON and logfmt records mean what, beside those with usual names
 */
public record FormatOptions(List<FieldName> fields) {
    public static final FormatOptions NONE = new FormatOptions(List.of());

    public FormatOptions {
        fields = List.copyOf(fields);
    }
}
