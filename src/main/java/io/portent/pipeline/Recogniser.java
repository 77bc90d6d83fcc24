package io.portent.pipeline;

import io.portent.event.LogEvent;
import io.portent.window.Seen;

/** Says which template an event belongs to. Not thread-safe; owned by the pipeline thread. */
public interface Recogniser {
    Seen see(LogEvent event);
}
