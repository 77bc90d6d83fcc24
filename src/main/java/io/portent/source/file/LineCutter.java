package io.portent.source.file;

import java.io.IOException;
import java.nio.charset.Charset;
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
    private final Encoding encoding;
    private final Tally tally;
    private int at;
    private int end;

    LineCutter(int maxLineBytes, Charset charset, Tally tally) {
        if (maxLineBytes < 1) {
            throw new IllegalArgumentException("maxLineBytes must be >= 1, was " + maxLineBytes);
        }
        this.maxLineBytes = maxLineBytes;
        this.encoding = Encoding.of(charset);
        this.tally = tally;
    }

    /** Replaces a chunk that is used up, by one that ends between two characters if it can. Returns what the read returned. */
    int fill(Bytes from, long most, Progress progress) throws IOException {
        at = 0;
        end = 0;
        int wanted = (int) Math.min(most, CHUNK);
        if (progress.headLength() == 0 && wanted > 1) {
            wanted -= wanted % 2; // what it is written in is not known yet
        }
        int count = from.read(chunk, 0, wanted);
        end = Math.max(0, count);
        if (end % 2 > 0 && progress.encoding(encoding).width() > 1) {
            end += Math.max(0, from.read(chunk, end, wanted - end));
        }
        tally.bytes += end;
        return count;
    }

    /** So much of a file of the given size can be cut by now: of a character that is half written, nothing. */
    long whole(long size, Progress progress) {
        return size - size % progress.encoding(encoding).width();
    }

    /** Forgets what is left of the chunk. */
    void drop() {
        at = end;
    }

    /** The next line that ends within the chunk; null when there is none, and then the chunk is used up. */
    @Nullable
    String next(Progress progress) {
        if (at == end) {
            return null;
        }
        HalfLine half = progress.half;
        Encoding as = progress.encoding(encoding);
        int newline = as.newline(chunk, at, end);
        int from = at;
        if (newline < 0) {
            half.append(chunk, from, end - from, limit(as));
            progress.cut(chunk, from, end - from);
            at = end;
            return null;
        }
        at = newline + as.width();
        progress.cut(chunk, from, at - from);
        if (half.isBegun()) {
            half.append(chunk, from, newline - from, limit(as));
            return rest(progress);
        }
        int length = newline - from;
        if (length > limit(as)) {
            tally.longLine(length - limit(as));
            length = limit(as);
        }
        return as.text(chunk, from, length);
    }

    private int limit(Encoding as) {
        return Math.max(as.width(), maxLineBytes - maxLineBytes % as.width());
    }

    /** What has come of a line that will not be continued. */
    String rest(Progress progress) {
        if (progress.half.skipped() > 0) {
            tally.longLine(progress.half.skipped());
        }
        return progress.half.take(progress.encoding(encoding));
    }
}
