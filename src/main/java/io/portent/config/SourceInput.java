package io.portent.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the lines of a source come from. */
public sealed interface SourceInput {
    /**
     * @param globs as configured, relative to the working directory
     * @param exclude globs of files that are left out although they match
     * @param encoding UTF-8, UTF-16 in any order of bytes, or ISO-8859-1
     */
    record Files(List<String> globs, List<String> exclude, Charset encoding) implements SourceInput {
        /** All files that match, in UTF-8. */
        public Files(List<String> globs) {
            this(globs, List.of(), StandardCharsets.UTF_8);
        }

        public Files {
            globs = List.copyOf(globs);
            exclude = List.copyOf(exclude);
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
