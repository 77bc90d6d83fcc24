package io.portent.cli;

import io.portent.bundle.file.ModelSummary;
import io.portent.config.AgentConfig;
import java.io.IOException;
import java.util.List;

/** Which stored bundle is meant. */
final class Models {
    private Models() {}

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
