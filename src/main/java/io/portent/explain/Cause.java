package io.portent.explain;

import java.time.Instant;
import java.util.List;

/**
 * Something that drives a forecast.
 *
 * @param id as {@link Candidate#id}
 * @param text log text
 * @param count how often it was in the data window
 * @param share of the chance that is gone without it, in (0, 1]
 * @param windows when the windows begin that have it, in order
 * @param lines where it was last read, newest last; empty where none were kept
 */
public record Cause(
        CauseKind kind,
        String id,
        String text,
        int count,
        double share,
        List<Instant> windows,
        List<LoggedLine> lines) {
    public Cause {
        windows = List.copyOf(windows);
        lines = List.copyOf(lines);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in (0, 1], was " + share);
        }
    }

    public Cause with(List<LoggedLine> its) {
        return new Cause(kind, id, text, count, share, windows, its);
    }
}
