package io.portent.bundle.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.bundle.RetrainReceipt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of retraining, one line of JSON each in {@code retrain.jsonl} beside the bundles, the oldest first. The file is
 * replaced as a whole, so it is never half a line.
 */
public final class RetrainJournal {
    private static final String FILE = "retrain.jsonl";

    /** More than half a year of nightly runs. */
    private static final int KEPT = 200;

    private static final ObjectMapper JSON = BundleJson.mapper();

    private final Path file;

    public RetrainJournal(Path directory) {
        this.file = directory.resolve(FILE);
    }

    /** One receipt as JSON, on one line. */
    public static String json(RetrainReceipt receipt) throws IOException {
        return JSON.writeValueAsString(receipt);
    }

    /** What {@link #json} wrote. */
    public static RetrainReceipt parse(String json) throws IOException {
        return JSON.readValue(json, RetrainReceipt.class);
    }

    /** The oldest first; lines that this version does not understand are left out. */
    public List<RetrainReceipt> receipts() throws IOException {
        List<RetrainReceipt> receipts = new ArrayList<>();
        for (String line : lines()) {
            RetrainReceipt receipt = understood(line);
            if (receipt != null) {
                receipts.add(receipt);
            }
        }
        return receipts;
    }

    /** Null for a line of a newer version, or one edited by hand: it explains the past and steers nothing. */
    private static @Nullable RetrainReceipt understood(String line) throws IOException {
        try {
            return parse(line);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    }

    /** To be called by whoever holds the lease on retraining: two at a time would lose one. */
    public void append(RetrainReceipt receipt) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        lines.add(json(receipt));
        List<String> kept = lines.subList(Math.max(0, lines.size() - KEPT), lines.size());
        AtomicFile.replace(file, (String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
