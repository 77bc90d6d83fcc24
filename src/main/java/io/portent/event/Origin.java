package io.portent.event;

/**
 * Where a line stood, so that a forecast can point back at it.
 *
 * @param source the configured name of the source; the only part that may become a metric label
 * @param file the path as the agent sees it, for who has sent it a name such as {@code tcp:1}, or {@code "-"} where there is neither
 * @param line counts from 1 within the file
 */
public record Origin(String source, String file, long line) {
    public Origin {
        if (line < 1) {
            throw new IllegalArgumentException("line must be >= 1, was " + line);
        }
    }
}
