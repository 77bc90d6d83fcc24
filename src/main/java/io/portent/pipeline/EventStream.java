package io.portent.pipeline;

import io.portent.event.LogEvent;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Events of one file, in its order. Opened by the first {@link #next}. Not thread-safe. */
public interface EventStream extends Closeable {
    /** Null at the end. */
    @Nullable
    LogEvent next() throws IOException;
}
