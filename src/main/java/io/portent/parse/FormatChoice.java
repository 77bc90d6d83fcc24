package io.portent.parse;

/**
 * In which format lines are read, and in auto how sure that is.
 *
 * @param format for people
 * @param read lines that are in the format that auto has chosen
 * @param tried lines since the choice that may have begun a record; 0 where the format was named
 */
public record FormatChoice(String format, long read, long tried) {
    @Override
    public String toString() {
        if (tried == 0) {
            return format;
        }
        return read == 0 ? format + " (no known format)" : format + " (" + read + " of " + tried + " lines)";
    }
}
