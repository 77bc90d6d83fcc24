package io.portent.explain;

import java.util.Locale;

/** What kind of thing in a data window drives a forecast. */
public enum CauseKind {
    /** A kind of message, with its parameter values and, where its severity is known, its part of the severity counts. */
    TEMPLATE,
    /** One value of a parameter. */
    VALUE,
    /** An exception class, or where it is thrown. */
    EXCEPTION,
    /** A numeric field. */
    FIELD,
    /** That events are of WARN or worse. */
    SEVERITIES,
    /** That it was quiet for longer than in the busiest window. */
    SILENCE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
