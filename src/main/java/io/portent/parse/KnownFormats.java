package io.portent.parse;

import java.util.ArrayList;
import java.util.List;

/** The formats that are tried where none is named: each that comes first is preferred among those that read as many lines. */
final class KnownFormats {
    private final List<LineFormat> strict = new ArrayList<>();
    private final LineFormat lax = new IsoLineFormat();

    KnownFormats(List<FieldName> fields) {
        strict.add(new JsonFormat(fields));
        strict.add(AccessFormat.usual());
        strict.addAll(UsualPatterns.copies());
        strict.add(new KlogFormat());
        strict.add(new PostgresFormat());
        strict.add(new SyslogFormat());
        strict.add(new LogfmtFormat(fields));
    }

    List<LineFormat> strict() {
        return strict;
    }

    /** Reads many a line that a strict one reads better. */
    LineFormat lax() {
        return lax;
    }
}
