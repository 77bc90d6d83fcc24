package io.portent.cli;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which bundle a verb works with. */
final class Models {
    private Models() {}

    /** The file a person named, else the champion. */
    static ModelDirectory.Named named(AgentConfig config, @Nullable Path file) throws IOException {
        ModelDirectory.Named named = file != null
                ? ModelDirectory.at(file)
                : new ModelDirectory(config.model().directory()).champion();
        if (named == null) {
            throw new FailedException("no model in " + config.model().directory() + ": run agent train first");
        }
        return named;
    }
}
