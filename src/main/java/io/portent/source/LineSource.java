package io.portent.source;

import io.portent.event.RawLine;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

    /** The files and senders that may still have lines, as the lines' origin names them; not those that are gone and read to their end. */
    Set<String> followed();

    /**
     * The generations that it still follows, as the lines' positions name them; empty until it has looked for its files. The position of
     * any other is of no more use once all its lines are kept.
     */
    Set<String> generations();

    /** All that had been written before this moment has been delivered; null where that is not known. */
    default @Nullable Instant readUpTo() {
        return null;
    }

    /** Files that are there and cannot be read now. */
    default int unreadable() {
        return 0;
    }

    /** What an operator should hear, each said once; only what came since the last call. */
    default List<String> remarks() {
        return List.of();
    }

    /** Totals since construction. */
    SourceCounts counts();
}
