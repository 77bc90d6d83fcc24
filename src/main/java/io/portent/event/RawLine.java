package io.portent.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line as a source read it, without its newline.
 *
 * @param arrival wall-clock time of reading; stands in for the event time of formats that have none
 * @param after where to read on, so that this line is the last that is not read again; null where nothing can be read twice
 * @param written about when it was written at the latest, by what its source knows; the year of a time stamp without one is sought before it
 */
public record RawLine(
        String text,
        Origin origin,
        Instant arrival,
        @Nullable FilePosition after,
        Instant written) {

    /** Of a line that was written just before it arrived. */
    public RawLine(String text, Origin origin, Instant arrival, @Nullable FilePosition after) {
        this(text, origin, arrival, after, arrival);
    }

    /** Of a line that can be read again; throws {@link IllegalStateException} for any other. */
    public FilePosition position() {
        if (after == null) {
            throw new IllegalStateException("a line of " + origin.source() + " cannot be read again");
        }
        return after;
    }
}
