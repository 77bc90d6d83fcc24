package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.bundle.file.Alias;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.window.Window;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the clock makes a forecast mean nothing. */
class PredictorTest {
    @TempDir
    private Path directory;

    private Forecast forecast(Duration clock) throws Exception {
        AgentConfig config = ConfigFile.parse("test", """
                entity: shop
                sources: [{name: app, files: ["app.log"], format: logstash}]
                forecast: {horizons: [5m, 15m, 30m]}
                model: {directory: "%s", max_age: 10000d}
                """.formatted(directory), Map.of());
        try (InputStream bundle = PredictorTest.class.getResourceAsStream("/io/portent/bundle/golden-1.portent")) {
            Files.write(
                    directory.resolve("one.portent"),
                    Objects.requireNonNull(bundle).readAllBytes());
        }
        ModelDirectory models = new ModelDirectory(directory);
        models.point(Alias.CHAMPION, "one");
        List<Window> windows = Histories.windows("shop", 0, 60, minute -> 5);
        Instant end = windows.get(59).end();
        HealthHistory healthy = new HealthHistory(List.of(), HealthState.GREEN);
        try (Predictor predictor = new Predictor(config, models.champion(), new Dl4jNetworks())) {
            return predictor.forecast("shop", windows, healthy, end.plus(clock));
        }
    }

    @Test
    void ofWindowsThatHaveJustClosed_itForecasts() throws Exception {
        assertThat(forecast(Duration.ofSeconds(30)).unknown()).isNull();
        assertThat(forecast(Duration.ofMinutes(-59)).unknown())
                .as("clocks differ")
                .isNull();
    }

    @Test
    void ofWindowsThatTheClockHasNotReached_itSaysUnknown() throws Exception {
        assertThat(forecast(Duration.ofDays(-400)).unknown()).contains("ahead of the clock");
        assertThat(forecast(Duration.ofHours(-3)).unknown()).contains("ahead of the clock");
    }
}
