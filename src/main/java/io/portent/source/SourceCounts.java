package io.portent.source;

/**
 * What a source has read and what it could not; totals since its construction, but for {@code openFiles}.
 *
 * @param bytes of log text, after decompression, newlines included
 * @param lines delivered; each came from bytes that are counted above
 * @param rotations new files found in the place of followed ones
 * @param truncations files that were followed and then cut or written anew in place
 * @param generationsMissed files that went away before they were read to the end that was known, or that a former process has left and that
 *     are found nowhere; of the latter nobody knows whether anything was unread
 * @param longLines lines that lost their tail, because they were longer than the limit
 * @param skippedBytes the tails so lost
 * @param failures attempts to open or read a file that failed; such a file is tried again
 * @param openFiles open now
 */
public record SourceCounts(
        long bytes,
        long lines,
        long rotations,
        long truncations,
        long generationsMissed,
        long longLines,
        long skippedBytes,
        long failures,
        int openFiles) {
    public static final SourceCounts NONE = new SourceCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** What came since {@code earlier}, for counters that take increments; {@code openFiles} is the present one. */
    public SourceCounts since(SourceCounts earlier) {
        return new SourceCounts(
                bytes - earlier.bytes,
                lines - earlier.lines,
                rotations - earlier.rotations,
                truncations - earlier.truncations,
                generationsMissed - earlier.generationsMissed,
                longLines - earlier.longLines,
                skippedBytes - earlier.skippedBytes,
                failures - earlier.failures,
                openFiles);
    }
}
