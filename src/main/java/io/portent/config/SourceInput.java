package io.portent.config;

import java.util.List;

/** Where the lines of a source come from. */
public sealed interface SourceInput {
    /** @param globs as configured, relative to the working directory */
    record Files(List<String> globs) implements SourceInput {
        public Files {
            globs = List.copyOf(globs);
            if (globs.isEmpty()) {
                throw new IllegalArgumentException("sources[].files must not be empty");
            }
        }
    }

    /** What is written to the standard input of the agent. */
    record Stdin() implements SourceInput {}

    /** Lines over TCP. */
    record Tcp(ListenAddress listen) implements SourceInput {}

    /** Syslog over UDP and TCP, on the same port. */
    record Syslog(ListenAddress listen) implements SourceInput {}

    /** What is posted to the agent's own HTTP server. */
    record Http() implements SourceInput {}
}
