package io.portent.source;

import io.portent.event.RawLine;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/** A stream of log lines that is polled. Not thread-safe: owned by its reader thread. Construction does no IO; {@link #read} does. */
public interface LineSource extends Closeable {
    /** The configured name; the label of this source's metrics. */
    String name();

    /**
     * Delivers what there is now, at most {@code max} lines, without waiting.
     *
     * @return lines delivered; 0 means caught up
     */
    int read(int max, Consumer<RawLine> out) throws IOException;

    /** Totals since construction. */
    SourceCounts counts();
}
