package io.portent.cli;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which bundle a verb works with. */
final class ModelOption {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = {
                "A file of model.directory instead of the model that serves,",
                "such as data/models/NAME.portent."
            })
    @Nullable
    Path file;

    /** The file a person named, else the champion; null where there is none. */
    ModelDirectory.@Nullable Named find(AgentConfig config) throws IOException {
        return file != null
                ? ModelDirectory.at(file)
                : new ModelDirectory(config.model().directory()).champion();
    }

    ModelDirectory.Named load(AgentConfig config) throws IOException {
        ModelDirectory.Named named = find(config);
        if (named == null) {
            throw new FailedException("no model in " + config.model().directory() + ": run agent train first");
        }
        return named;
    }
}
