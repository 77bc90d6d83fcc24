package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.FakeNetworks;
import io.portent.Histories;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.drift.DriftFitter;
import io.portent.event.Severity;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.metrics.NoMetrics;
import io.portent.parse.Template;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs that changed make a model unfit. Logs that end do not: nothing could be learnt anew from them. */
class DriftedTest {
    private static final int DAY = 1_440;
    private static final AgentConfig CONFIG = ConfigFile.parse("test", """
            entity: shop
            forecast: {horizons: [5m], data_window: 12, stale_after: 5m}
            """, Map.of());

    private static List<Window> windows(int from, int to, int events) {
        List<Window> windows = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            Map<Severity, Integer> severities = events == 0 ? Map.of() : Map.of(Severity.INFO, events + minute % 3);
            Map<String, Integer> templates = events == 0 ? Map.of() : Map.of("k", events + minute % 3);
            windows.add(Histories.window("shop", minute, severities, templates, Map.of()));
        }
        return windows;
    }

    @ParameterizedTest(name = "{0} events a minute: {1}")
    @CsvSource({"3, false", "30, true", "0, false"})
    void aDayUnlikeThoseBefore_isDrift_butNotOneOfSilence(int events, boolean drifted) {
        Instant now = Histories.minute(2 * DAY);
        ModelDirectory.Named plain =
                SomeModel.named("one", CONFIG, Histories.minute(DAY), List.of(new Template("k", "some <*> came")));
        ModelDirectory.Named model = new ModelDirectory.Named(
                "one",
                plain.bundle()
                        .withDrift(DriftFitter.fit(
                                windows(0, DAY, 3), plain.bundle().codec(), Set.of("k"))));
        LiveDrift drift = new LiveDrift();
        drift.serve(model, null, now);
        LiveWindows live = new LiveWindows(12);
        for (Window window : windows(0, DAY, 3)) {
            live.add(window);
            drift.closed(window);
        }
        for (Window window : windows(DAY, 2 * DAY, events)) {
            live.add(window);
            drift.closed(window);
        }
        ForecastRun run = new ForecastRun(
                CONFIG,
                () -> now,
                new NoMetrics(),
                new OutcomeKeeper(new NoMetrics(), Duration.ZERO, outcome -> {}),
                drift,
                entries -> {});
        try (Predictor predictor = new Predictor(CONFIG, model, FakeNetworks.remembering())) {
            Explaining explaining = new Explaining(new LastLines(0, Settings.entities(CONFIG)), null);
            run.run(live, predictor, explaining, new HealthHistory(List.of(), HealthState.GREEN), null);
        }
        assertThat(drift.score("shop") > CONFIG.model().maxDrift()).isEqualTo(events != 3);
        assertThat(run.drifted()).isEqualTo(drifted);
    }
}
