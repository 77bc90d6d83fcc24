package io.portent.retrain;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Lines of another process, of which no more than their beginning is kept: the daemon must not run out of memory by what its
 * learner prints. Not thread-safe.
 */
final class ShortLines implements Closeable {
    private final Reader in;
    private final int most;
    private final char[] buffer = new char[4096];
    private int from;
    private int to;

    /** @param most characters that are kept of a line */
    ShortLines(Reader in, int most) {
        this.in = in;
        this.most = most;
    }

    /** The next line, or its beginning; null at the end. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        while (from < to || fill()) {
            any = true;
            char next = buffer[from++];
            if (next == '\n') {
                return line.toString();
            }
            if (line.length() < most && next != '\r') {
                line.append(next);
            }
        }
        return any ? line.toString() : null;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
