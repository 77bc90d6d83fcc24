package io.portent.parse;

/**
 * What became of the lines so far. Lines that are still held (an event whose stack trace may go on) are counted as
 * soon as they are taken in, so that {@code lines = parsed + unparsed + filtered} holds at every moment.
 *
 * @param parsed lines that became an event or joined one
 * @param unparsed lines that are not in the format; none of their text goes on
 * @param filtered blank lines
 */
public record ParseCounts(long lines, long parsed, long unparsed, long filtered) {
    public ParseCounts {
        if (lines != parsed + unparsed + filtered) {
            throw new IllegalArgumentException("lines must be parsed + unparsed + filtered, was " + lines + " != "
                    + parsed + " + " + unparsed + " + " + filtered);
        }
    }

    /** What has come since. */
    public ParseCounts since(ParseCounts earlier) {
        return new ParseCounts(
                lines - earlier.lines,
                parsed - earlier.parsed,
                unparsed - earlier.unparsed,
                filtered - earlier.filtered);
    }
}
