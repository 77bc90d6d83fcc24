package io.portent.source.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into lines through one large chunk, which many files share one after the other; what is left of a line at the end of
 * a chunk waits in the file's own {@link HalfLine}. What is cut is told to the file's {@link Progress}.
 *
 * <pre>
 *   chunk  ...end of a line\nwhole line\nwhole line\nbeginning
 *          + HalfLine before    straight to String    HalfLine after
 * </pre>
 */
final class LineCutter {
    private static final int CHUNK = 256 * 1024;

    /** Reads at most {@code length} bytes; -1 at the end. */
    interface Bytes {
        int read(byte[] into, int at, int length) throws IOException;
    }

    private final byte[] chunk = new byte[CHUNK];
    private final int maxLineBytes;
    private final Tally tally;
    private int at;
    private int end;

    LineCutter(int maxLineBytes, Tally tally) {
        if (maxLineBytes < 1) {
            throw new IllegalArgumentException("maxLineBytes must be >= 1, was " + maxLineBytes);
        }
        this.maxLineBytes = maxLineBytes;
        this.tally = tally;
    }

    /** Replaces a chunk that is used up. Returns what the read returned. */
    int fill(Bytes from, long most) throws IOException {
        at = 0;
        end = 0;
        int count = from.read(chunk, 0, (int) Math.min(most, CHUNK));
        end = Math.max(0, count);
        tally.bytes += end;
        return count;
    }

    /** Forgets what is left of the chunk. */
    void drop() {
        at = end;
    }

    /** The next line that ends within the chunk; null when there is none, and then the chunk is used up. */
    @Nullable
    String next(Progress progress) {
        HalfLine half = progress.half;
        int newline = at;
        while (newline < end && chunk[newline] != '\n') {
            newline++;
        }
        if (newline == end) {
            half.append(chunk, at, end - at, maxLineBytes);
            progress.cut(chunk, at, end - at);
            at = end;
            return null;
        }
        int from = at;
        at = newline + 1;
        progress.cut(chunk, from, at - from);
        if (half.isBegun()) {
            half.append(chunk, from, newline - from, maxLineBytes);
            return rest(half);
        }
        int length = newline - from;
        if (length > maxLineBytes) {
            tally.longLine(length - maxLineBytes);
            length = maxLineBytes;
        }
        return HalfLine.text(chunk, from, length);
    }

    /** What has come of a line that will not be continued. */
    String rest(HalfLine half) {
        if (half.skipped() > 0) {
            tally.longLine(half.skipped());
        }
        return half.take();
    }
}
