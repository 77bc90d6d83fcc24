package io.portent.bundle.file;

import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.RetrainReceipt;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stored models, to be asked for again and again: what there is to say of a bundle is remembered as long as its
 * file does not change, since reading one takes as much as the networks in it are large. Thread-safe.
 */
public final class ModelSummaries {
    private final Path directory;
    private final ModelDirectory models;
    private final Map<String, Known> known = new HashMap<>();

    public ModelSummaries(Path directory) {
        this.directory = directory;
        this.models = new ModelDirectory(directory);
    }

    /** What a file says that was last changed at a time. */
    private record Known(
            FileTime changed,
            @Nullable String problem,
            @Nullable String network,
            @Nullable Card card) {}

    /** The one that was trained until the latest time first. */
    public synchronized List<ModelSummary> all() throws IOException {
        List<RetrainReceipt> receipts = new RetrainJournal(directory).receipts();
        List<String> versions = models.versions();
        known.keySet().retainAll(new HashSet<>(versions));
        List<ModelSummary> all = new ArrayList<>();
        for (String version : versions) {
            Known one = known(version);
            if (one != null) {
                all.add(new ModelSummary(
                        version, aliases(version), one.problem, one.network, one.card, receipt(version, receipts)));
            }
        }
        return all;
    }

    /** Null where it has been deleted meanwhile. */
    private @Nullable Known known(String version) throws IOException {
        try {
            FileTime changed = models.changed(version);
            Known before = known.get(version);
            if (before == null || !before.changed.equals(changed)) {
                before = read(version, changed);
                known.put(version, before);
            }
            return before;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private Known read(String version, FileTime changed) throws IOException {
        try {
            Bundle bundle = models.load(version).bundle();
            return new Known(changed, null, bundle.servedBy(), bundle.card());
        } catch (BadBundleException e) {
            return new Known(changed, e.getMessage(), null, null);
        }
    }

    private List<String> aliases(String version) throws IOException {
        List<String> aliases = new ArrayList<>();
        for (Alias alias : Alias.values()) {
            if (version.equals(models.version(alias))) {
                aliases.add(alias.label());
            }
        }
        return aliases;
    }

    private static @Nullable RetrainReceipt receipt(String version, List<RetrainReceipt> receipts) {
        RetrainReceipt last = null;
        for (RetrainReceipt one : receipts) {
            last = version.equals(one.challenger()) ? one : last;
        }
        return last;
    }
}
