package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.bundle.file.AtomicFile;
import io.portent.json.JudgementJson;
import io.portent.metrics.HorizonLabel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What an evaluation found, in files that appear whole. */
public final class EvaluationFiles {
    private EvaluationFiles() {}

    /** For before an hour of work. */
    public static void check(@Nullable Path json, @Nullable Path report) throws IOException {
        for (Path file : new @Nullable Path[] {json, report}) {
            if (file != null) {
                OpenMetricsFile.requireWritable(file);
            }
        }
    }

    /** Writes the files that are named. */
    public static void write(Evaluating.Outcome outcome, @Nullable Path json, @Nullable Path report)
            throws IOException {
        if (json != null) {
            AtomicFile.replace(
                    json,
                    JudgementJson.write(outcome.judgement(), HorizonLabel::of).getBytes(UTF_8));
        }
        if (report != null) {
            AtomicFile.replace(report, ReportFile.page(outcome).getBytes(UTF_8));
        }
    }
}
