package io.portent.store;

/**
 * Up to where one file of one source has been counted.
 *
 * @param source the configured name
 * @param file the path when it was last seen
 * @param identity what stays the same when the file is renamed; chosen by the source
 * @param offset bytes from the beginning that need not be read again
 * @param line lines in them
 */
public record SourcePosition(String source, String file, String identity, long offset, long line) {
    public SourcePosition {
        Limits.key("source", source);
        Limits.key("identity", identity);
        if (offset < 0 || line < 0) {
            throw new IllegalArgumentException("offset and line must be >= 0, were " + offset + " and " + line);
        }
    }
}
