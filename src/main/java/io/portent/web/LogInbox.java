package io.portent.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Log lines that others send. Called on several threads at once. */
public interface LogInbox {
    /** Whether anybody may send any. */
    boolean isOpen();

    /**
     * Takes all lines of a request, or none.
     *
     * @param source which one they are of; null: the request does not say
     * @param sender address of who sends them
     * @param body of limited length, decompressed; read to its end
     * @return how many were taken, or nothing if there was no room
     * @throws RefusedException if sending them again will not help
     */
    OptionalInt logs(@Nullable String source, String sender, InputStream body) throws IOException;
}
