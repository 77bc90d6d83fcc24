package io.portent.bundle.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.RetrainProgress;
import io.portent.bundle.RetrainReceipt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        ModelDirectory models = new ModelDirectory(directory);
        List<RetrainReceipt> receipts = new RetrainJournal(directory).receipts();
        List<ModelSummary> all = new ArrayList<>();
        for (String version : models.versions()) {
            all.add(of(models, version, receipts));
        }
        return all;
    }

    private static ModelSummary of(ModelDirectory models, String version, List<RetrainReceipt> receipts)
            throws IOException {
        List<String> aliases = new ArrayList<>();
        for (Alias alias : Alias.values()) {
            if (version.equals(models.version(alias))) {
                aliases.add(alias.label());
            }
        }
        RetrainReceipt receipt = null;
        for (RetrainReceipt one : receipts) {
            receipt = version.equals(one.challenger()) ? one : receipt;
        }
        try {
            Bundle bundle = models.load(version).bundle();
            String network = bundle.servedBy();
            return new ModelSummary(version, aliases, null, network, bundle.card(), receipt);
        } catch (BadBundleException e) {
            return new ModelSummary(version, aliases, e.getMessage(), null, null, receipt);
        }
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
