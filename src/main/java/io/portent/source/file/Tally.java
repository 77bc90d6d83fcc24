package io.portent.source.file;

import io.portent.source.SourceCounts;

/** The counts while they grow. Not thread-safe: owned by the reader thread, as the source is. */
final class Tally {
    long bytes;
    long lines;
    long rotations;
    long truncations;
    long generationsMissed;
    long longLines;
    long skippedBytes;
    long failures;
    int openFiles;

    void longLine(long skipped) {
        longLines++;
        skippedBytes += skipped;
    }

    /** Back to what was counted of lines before some were read for a second time. */
    void uncount(SourceCounts before) {
        bytes = before.bytes();
        lines = before.lines();
        longLines = before.longLines();
        skippedBytes = before.skippedBytes();
    }

    SourceCounts counts() {
        return new SourceCounts(
                bytes, lines, rotations, truncations, generationsMissed, longLines, skippedBytes, failures, openFiles);
    }
}
