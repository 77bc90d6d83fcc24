package io.portent.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line as a source read it, without its newline.
 *
 * @param arrival wall-clock time of reading; stands in for the event time of formats that have none
 * @param after where to read on, so that this line is the last that is not read again; null where nothing can be read twice
 */
public record RawLine(
        String text,
        Origin origin,
        Instant arrival,
        @Nullable FilePosition after) {

    /** Of a line that can be read again; throws {@link IllegalStateException} for any other. */
    public FilePosition position() {
        if (after == null) {
            throw new IllegalStateException("a line of " + origin.source() + " cannot be read again");
        }
        return after;
    }
}
