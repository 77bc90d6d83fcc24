package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.health.HealthState;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.ForecastJournal;
import io.portent.store.LabelBook;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole daemon within this process, with a real store, a real port and the real clock. */
class DaemonTest {
    private static final String TOKEN = "a-token-of-this-test";

    @TempDir
    private Path directory;

    private AgentConfig config() {
        return config("1s");
    }

    private AgentConfig config(String every) {
        return ConfigFile.parse("test", """
                entity: shop
                sources: [{name: app, files: ["%1$s/app.log"], format: logstash}]
                window: {length: 1s, lateness: 500ms}
                forecast: {horizons: [5s], data_window: 5, every: %3$s}
                labels: {default: green, rules: [{state: red, errors_per_minute: 60}]}
                model: {directory: "%1$s/models"}
                store: {url: "jdbc:sqlite:%1$s/data/portent.db"}
                web: {listen: "127.0.0.1:0", token: %2$s}
                """.formatted(directory, TOKEN, every), Map.of());
    }

    private void log(String level) throws IOException {
        Files.writeString(
                directory.resolve("app.log"),
                "{\"@timestamp\":\"" + Instant.now() + "\",\"level\":\"" + level
                        + "\",\"logger_name\":\"x\",\"message\":\"something of a kind\"}\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String get(Daemon daemon, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.port() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int post(Daemon daemon, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.port() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private List<ForecastJournal.Entry> journal() {
        List<ForecastJournal.Entry> entries = new ArrayList<>();
        try (Store store = Stores.open(config().store())) {
            store.forecasts().forecasts(null, TimeSpan.ALL, entries::add);
        }
        return entries;
    }

    private long windows() {
        try (Store store = Stores.open(config().store())) {
            return store.windowReader().extents().stream()
                    .mapToLong(one -> one.windows())
                    .sum();
        }
    }

    @Test
    void whatItSaysAndWhatItIsToldIsKept_alsoOverARestart() throws Exception {
        AgentConfig config = config();
        try (Daemon daemon = new Daemon(config, null, new Dl4jNetworks(), InstantSource.system())) {
            log("INFO");
            daemon.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                log("INFO");
                return windows() > 3 && journal().size() > 2;
            });
            assertThat(post(daemon, "/api/v1/labels", """
                            {"entity": "shop", "state": "orange", "start": "%s"}
                            """.formatted(Instant.now())))
                    .isEqualTo(200);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> get(daemon, "/metrics")
                            .contains("portent_health{entity=\"shop\",portent_health=\"orange\",} 1.0"));
            assertThat(get(daemon, "/metrics")).contains("portent_forecast_run_failures_total 0.0");
            assertThat(get(daemon, "/api/v1/models")).isEqualTo("{\"models\":[],\"retraining\":null}");
        }
        long before = windows();
        try (Daemon daemon = new Daemon(config, null, new Dl4jNetworks(), InstantSource.system())) {
            daemon.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                log("ERROR");
                return windows() > before + 3;
            });
            assertThat(get(daemon, "/metrics")).contains("portent_forecast_run_failures_total 0.0");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> get(daemon, "/metrics")
                            .contains("portent_health{entity=\"shop\",portent_health=\"orange\",} 1.0"));
        }
        try (Store store = Stores.open(config.store())) {
            assertThat(store.labels().labels(TimeSpan.ALL))
                    .extracting(LabelBook.Recorded::label)
                    .anySatisfy(label -> assertThat(label.state()).isEqualTo(HealthState.ORANGE));
            assertThat(store.windowWriter().resume("agent").positions()).hasSize(1);
        }
    }

    /** The clock goes on, and no run follows: as if the forecasting thread hung. */
    @Test
    void healthThatNobodyLooksAtAnyMore_isUnknown() throws Exception {
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        Files.writeString(directory.resolve("app.log"), "");
        AgentConfig config = config("1h");
        try (Daemon daemon =
                new Daemon(config, null, new Dl4jNetworks(), () -> Instant.now().plus(later.get()))) {
            daemon.start();
            String green = "portent_health{entity=\"shop\",portent_health=\"green\",} ";
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> get(daemon, "/metrics").contains(green + "1.0"));
            Duration limit = config.forecast().leftBehindAfter();
            later.set(limit.minusMinutes(1));
            assertThat(get(daemon, "/metrics")).contains(green + "1.0");
            later.set(limit.plusMinutes(1));
            assertThat(get(daemon, "/metrics"))
                    .contains(green + "0.0", "portent_health{entity=\"shop\",portent_health=\"unknown\",} 1.0");
            assertThat(get(daemon, "/api/v1/health")).contains("\"unknown\"").doesNotContain("green");
        }
    }
}
