package io.portent.bundle.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.bundle.RetrainProgress;
import io.portent.bundle.RetrainReceipt;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a run of retraining tells the process that has started it: a line of JSON for every step, the receipt last.
 *
 * <pre>
 *   {"progress":{"fit":1,"member":2,"epoch":7,...},"receipt":null}
 *   {"progress":null,"receipt":{"verdict":"PROMOTED",...}}
 * </pre>
 */
public final class RetrainLines {
    private static final ObjectMapper JSON = BundleJson.mapper();

    private RetrainLines() {}

    /** One of the two. */
    public record Line(
            @Nullable RetrainProgress progress, @Nullable RetrainReceipt receipt) {}

    public static String of(RetrainProgress progress) throws IOException {
        return JSON.writeValueAsString(new Line(progress, null));
    }

    public static String of(RetrainReceipt receipt) throws IOException {
        return JSON.writeValueAsString(new Line(null, receipt));
    }

    /** Null for a line that is none of ours, such as what a library prints. */
    public static @Nullable Line parse(String text) {
        if (!text.startsWith("{")) {
            return null;
        }
        try {
            return JSON.readValue(text, Line.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
