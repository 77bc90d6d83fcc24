package io.portent.source.push;

import io.portent.source.LineSource;
import java.io.Closeable;
import java.io.IOException;

/**
 * Where lines are sent to. It outlives those who read: while two readers are open, each gets every line, and what one has not
 * taken yet makes the senders wait. Construction does no IO; {@link #start} does. Thread-safe.
 */
public interface Inlet extends Closeable {
    /**
     * Takes lines in from now on.
     *
     * @throws IOException if the address cannot be listened on
     */
    void start() throws IOException;

    /** A reader of what comes from now on; the first one also gets what came before it. */
    LineSource open();
}
