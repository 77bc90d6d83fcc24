package io.portent.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What past forecasts are made and written by; {@code --openmetrics} alone asks for them. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class WalkForwardOptions {
    /** Each costs a training. */
    private static final int MOST_FOLDS = 50;

    @Option(
            names = "--openmetrics",
            required = true,
            paramLabel = "FILE",
            description = {
                "Then forecasts that past as well, each part of it by a model that has learnt from earlier time alone, keeps"
                        + " the forecasts in the store for agent models receipts, and writes them to this file for promtool"
                        + " tsdb create-blocks-from openmetrics.",
                "About 3 kB per forecast of three horizons."
            })
    Path file;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description =
                    "Parts of equal length that are forecast; one more, the first, is only learnt from. Each takes a training. Default: 3")
    int folds = 3;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "Label job of every series, as Prometheus will scrape the agent by. Default: portent")
    String job = "portent";

    void check() {
        if (folds < 1 || folds > MOST_FOLDS) {
            throw new WrongUsageException("--folds must be in [1, " + MOST_FOLDS + "], was " + folds);
        }
        if (job.isBlank()) {
            throw new WrongUsageException("--job must not be blank");
        }
    }
}
