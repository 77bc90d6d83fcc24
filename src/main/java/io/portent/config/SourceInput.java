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
}
