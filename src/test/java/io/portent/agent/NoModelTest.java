package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.RetrainReceipt.Cause;
import io.portent.bundle.file.ModelDirectory;
import io.portent.bundle.file.RetrainJournal;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.metrics.NoMetrics;
import io.portent.model.dl4j.Dl4jNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NoModelTest {
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final String TOO_FEW = "needs 3 more incidents: there are 2 in the history";

    @TempDir
    private Path directory;

    private void receipt(Cause cause, String reason) throws IOException {
        Files.createDirectories(directory);
        new RetrainJournal(directory)
                .append(new RetrainReceipt(
                        NOW,
                        "process 7",
                        NOW.minus(Duration.ofDays(30)),
                        null,
                        NOW,
                        cause.verdict(),
                        cause,
                        reason,
                        null,
                        null,
                        List.of(),
                        Map.of(),
                        1));
    }

    @Test
    void whatRetrainingSaidLast_isTheReason() throws IOException {
        assertThat(NoModel.reason(directory)).isEqualTo("no model yet: run agent train");
        receipt(Cause.TOO_FEW_INCIDENTS, TOO_FEW);
        assertThat(NoModel.reason(directory)).isEqualTo("no model yet: retraining " + TOO_FEW);
        receipt(Cause.NOT_BETTER_THAN_BASELINE, "not clearly better than climatology: log loss 1.0 % higher");
        assertThat(NoModel.reason(directory))
                .isEqualTo(
                        "no model yet: the last challenger was not let in, not clearly better than climatology: log loss 1.0 % higher");
        receipt(Cause.FAILED, "it ran out of memory");
        assertThat(NoModel.reason(directory))
                .isEqualTo("no model yet: the last retraining failed: it ran out of memory");
    }

    /** Another process may retrain: what it says is seen before the next forecast, without a restart. */
    @Test
    void runningAgent_isUnknownForThatReason() throws IOException {
        AgentConfig config = ConfigFile.parse("test", "model: {directory: \"%s\"}".formatted(directory), Map.of());
        try (Serving serving = new Serving(
                config,
                new ModelDirectory(directory),
                new Dl4jNetworks(),
                new NoMetrics(),
                new LiveDrift(),
                () -> null,
                () -> NOW)) {
            serving.serve(null);
            assertThat(said(serving)).isEqualTo("no model yet: run agent train");
            receipt(Cause.TOO_FEW_INCIDENTS, TOO_FEW);
            serving.follow(model -> false);
            assertThat(said(serving)).isEqualTo("no model yet: retraining " + TOO_FEW);
        }
    }

    private static String said(Serving serving) {
        Forecast forecast =
                serving.predictor().forecast("shop", List.of(), new HealthHistory(List.of(), HealthState.GREEN), NOW);
        return String.valueOf(forecast.unknown());
    }
}
