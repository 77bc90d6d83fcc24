package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.SmallService;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.explain.Cause;
import io.portent.explain.CauseKind;
import io.portent.explain.Explanation;
import io.portent.explain.LoggedLine;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From logs on disk to a forecast with its reasons: real lines, and a past incident of the store. */
final class ExplainedForecastTest {
    private static final int LEARNT = 1_600;
    private static final int MINUTES = 1_700;
    private static final InstantSource LATER = InstantSource.fixed(Histories.minute(MINUTES + 5));
    private static final Dl4jNetworks NETWORKS = new Dl4jNetworks();

    @TempDir
    static Path directory;

    private static AgentConfig config;
    private static ModelDirectory.Named model;

    @BeforeAll
    static void train() throws IOException {
        SmallService.write(directory, 0, MINUTES, 5);
        config = SmallService.config(directory, directory.resolve("models"), "ensemble: 1, epochs: 30");
        Instant until = Histories.minute(LEARNT);
        new Training(config, NETWORKS, LATER, (doing, events) -> {}, new Patient())
                .train(new Training.Split(Histories.START, until, until, false));
        model = Objects.requireNonNull(new ModelDirectory(config.model().directory()).champion());
        try (Store store = Stores.open(config.store())) {
            new Backfill(config, store, LATER, (what, events) -> {}).run(null, null);
        }
    }

    /** The explanation of a minute before a failure that was not learnt from, while the shop is green. */
    private static Explanation beforeAFailure() throws IOException {
        Forecasting forecasting = new Forecasting(config, NETWORKS, LATER, (doing, events) -> {});
        HealthHistory health = LabelReading.of(config).alone();
        for (int failure : SmallService.failures("shop", LEARNT + 20, MINUTES)) {
            for (int minute = failure - 8; minute < failure - 3; minute++) {
                Instant time = Histories.minute(minute);
                Forecasting.Outcome outcome = forecasting.forecast(model, time, true);
                Explanation why = outcome.explained().get("shop");
                if (why != null && health.of("shop").at(time) == HealthState.GREEN) {
                    return why;
                }
            }
        }
        throw new AssertionError("nothing was forecast before any failure");
    }

    @Test
    void theWarningIsNamed_withItsRealLines_andWithoutWhatIsNamedTheChanceFalls() throws IOException {
        Explanation why = beforeAFailure();

        Cause pool = why.causes().stream()
                .filter(cause ->
                        cause.kind() == CauseKind.TEMPLATE && cause.text().startsWith("pool nearly empty"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not named in " + why));
        assertThat(pool.count()).isPositive();
        assertThat(pool.windows()).isNotEmpty();
        assertThat(pool.lines()).hasSizeBetween(1, 3);
        List<String> file = Files.readAllLines(directory.resolve("app.json"));
        for (LoggedLine line : pool.lines()) {
            assertThat(line.file()).endsWith("app.json");
            assertThat(file.get((int) line.line() - 1))
                    .contains(line.text(), line.time().toString(), "\"shop\"");
        }
        assertThat(why.without()).isLessThan(why.chance() / 2);
    }

    @Test
    void itIsComparedWithTheIncidentsOfTheStore() throws IOException {
        int failures = SmallService.failures("shop", 0, MINUTES).size()
                + SmallService.failures("stock", 0, MINUTES).size();

        assertThat(Objects.requireNonNull(beforeAFailure().resembles()).known()).isBetween(failures - 6, failures);
    }
}
