package io.portent.cli;

import io.portent.agent.Evaluating;
import io.portent.agent.HistoryProgress;
import io.portent.agent.LogHistory;
import io.portent.config.AgentConfig;
import io.portent.model.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --folds}: models that are trained for the evaluation alone. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class FoldOptions {
    /** Each costs a training. */
    private static final int MOST = 50;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = {
                "Scores no stored model but the way it is made: cuts the time into N + 1 equal parts and forecasts each but"
                        + " the first by a model trained on all before it, up to one data window and the longest horizon"
                        + " earlier.",
                "Reads the logs twice and trains once for each."
            })
    int folds;

    boolean asked() {
        return folds != 0;
    }

    void check(ModelOption model) {
        if (folds < 0 || folds > MOST) {
            throw new WrongUsageException("--folds must be in [1, " + MOST + "], was " + folds);
        }
        if (asked() && model.file != null) {
            throw new WrongUsageException("--folds trains models of its own: --model has no place beside it");
        }
    }

    Evaluating.Outcome walk(
            Evaluating evaluating,
            AgentConfig config,
            TimeRange asked,
            InstantSource clock,
            HistoryProgress progress,
            TrainingListener listener,
            @Nullable Path csv)
            throws IOException {
        LogHistory.Span span = new LogHistory(config, clock, progress).span();
        return evaluating.walk(LogRange.within(asked, span, config), folds, csv, listener);
    }
}
