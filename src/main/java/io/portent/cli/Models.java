package io.portent.cli;

import io.portent.bundle.file.ModelDirectory;
import io.portent.bundle.file.ModelSummary;
import io.portent.config.AgentConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    /** By alias, version, or the beginning of a version that no other has. */
    static ModelSummary summary(AgentConfig config, String name) throws IOException {
        List<ModelSummary> models = ModelSummary.all(config.model().directory());
        List<ModelSummary> found = models.stream()
                .filter(model ->
                        model.aliases().contains(name) || model.version().equals(name))
                .toList();
        if (found.isEmpty()) {
            found = models.stream()
                    .filter(model -> model.version().startsWith(name))
                    .toList();
        }
        if (found.size() != 1) {
            throw new FailedException((found.isEmpty() ? "no model is " : "more than one model is ") + name + " in "
                    + config.model().directory() + "; agent models list shows all");
        }
        return found.get(0);
    }
}
