package io.portent.bundle.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.bundle.Card;
import io.portent.bundle.RetrainProgress;
import io.portent.bundle.RetrainReceipt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a stored model.
 *
 * @param problem why it cannot be read; null where it can, and then card and network are there
 * @param receipt of the run that left it behind; null where it came from elsewhere
 */
public record ModelSummary(
        String version,
        List<String> aliases,
        @Nullable String problem,
        @Nullable String network,
        @Nullable Card card,
        @Nullable RetrainReceipt receipt) {
    private static final ObjectMapper JSON = BundleJson.mapper();

    public ModelSummary {
        aliases = List.copyOf(aliases);
    }

    /** Of all models in the directory, the one that was trained until the latest time first. */
    public static List<ModelSummary> all(Path directory) throws IOException {
        return new ModelSummaries(directory).all();
    }

    /** A JSON array on one line. */
    public static String json(List<ModelSummary> models) throws IOException {
        return JSON.writeValueAsString(models);
    }

    /** An object on one line: all models, and how far the present retraining is; null while there is none. */
    public static String json(List<ModelSummary> models, @Nullable RetrainProgress retraining) throws IOException {
        return JSON.writeValueAsString(new Page(models, retraining));
    }

    private record Page(List<ModelSummary> models, @Nullable RetrainProgress retraining) {}

    public String json() throws IOException {
        return JSON.writeValueAsString(this);
    }
}
