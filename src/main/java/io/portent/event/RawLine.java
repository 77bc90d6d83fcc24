package io.portent.event;

import java.time.Instant;

/**
 * One line as a source read it, without its newline.
 *
 * @param arrival wall-clock time of reading; stands in for the event time of formats that have none
 * @param after where to read on, so that this line is the last that is not read again
 */
public record RawLine(String text, Origin origin, Instant arrival, FilePosition after) {}
