package io.portent.source.file;

import io.portent.event.RawLine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One turn of one file: from where it was left to the end it has now. */
interface Round {
    /** Null when the turn is over. */
    @Nullable
    RawLine next() throws IOException;
}
