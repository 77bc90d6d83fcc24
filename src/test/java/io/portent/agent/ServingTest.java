package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.bundle.file.Alias;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon serves when the aliases in the model directory move, or name what cannot be read. */
class ServingTest {
    private static final String FORECAST =
            "portent_forecast_health{entity=\"shop\",horizon=\"1h\",portent_forecast_health=\"unknown\",} 1.0";

    @TempDir
    private Path directory;

    private Path models() {
        return directory.resolve("models");
    }

    private void log() throws IOException {
        Files.writeString(
                directory.resolve("app.log"),
                "{\"@timestamp\":\"" + Instant.now() + "\",\"level\":\"INFO\",\"message\":\"something\"}\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private AgentConfig config(String more) throws IOException {
        log();
        return ConfigFile.parse("test", """
                entity: shop
                sources: [{name: app, files: ["%1$s/app.log"], format: logstash}]
                forecast: {every: 1s}
                retrain: {shadow: true}
                model: {directory: "%1$s/models"}
                store: {url: "jdbc:sqlite:%1$s/data/portent.db"}
                web: {listen: "127.0.0.1:0"}
                %2$s
                """.formatted(directory, more), Map.of());
    }

    private void put(String version, String golden) throws IOException {
        Files.createDirectories(models());
        try (InputStream bundle = ServingTest.class.getResourceAsStream("/io/portent/bundle/" + golden)) {
            Files.write(
                    models().resolve(version + ".portent"),
                    Objects.requireNonNull(bundle).readAllBytes());
        }
    }

    private static String page(Daemon daemon) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.port() + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void awaitPage(Daemon daemon, String line) {
        await().atMost(Duration.ofSeconds(40)).until(() -> page(daemon).contains(line));
    }

    @Test
    void aliasesAreFollowed_andABadBundleChangesNothing() throws Exception {
        ModelDirectory aliases = new ModelDirectory(models());
        put("one", "golden-1.portent");
        put("two", "golden-1-lstm.portent");
        aliases.point(Alias.CHAMPION, "one");
        try (Daemon daemon = new Daemon(config(""), null, new Dl4jNetworks(), InstantSource.system())) {
            daemon.start();
            awaitPage(daemon, "portent_model_info{version=\"one\"");
            aliases.point(Alias.CHALLENGER, "two");
            awaitPage(daemon, "portent_shadow_model_info{version=\"two\"");
            aliases.point(Alias.CHAMPION, "two");
            awaitPage(daemon, "portent_model_info{version=\"two\"");
            Files.writeString(models().resolve("bad.portent"), "no bundle");
            aliases.point(Alias.CHAMPION, "bad");
            double runs = runs(page(daemon));
            await().atMost(Duration.ofSeconds(20)).until(() -> runs(page(daemon)) > runs + 1);
            assertThat(page(daemon))
                    .contains("portent_model_info{version=\"two\"", "portent_forecast_run_failures_total 0.0");
            aliases.point(Alias.CHAMPION, "one");
            awaitPage(daemon, "portent_model_info{version=\"one\"");
        }
    }

    /** Windows of a second, so that many close while models are exchanged. */
    @Test
    void overASwap_noScrapeAndNoWindowIsLost() throws Exception {
        ModelDirectory aliases = new ModelDirectory(models());
        put("one", "golden-1.portent");
        put("two", "golden-1-lstm.portent");
        aliases.point(Alias.CHAMPION, "one");
        AgentConfig config = config("window: {length: 1s, lateness: 2s}");
        List<String> pages = new ArrayList<>();
        try (Daemon daemon = new Daemon(config, null, new Dl4jNetworks(), InstantSource.system())) {
            daemon.start();
            for (String next : List.of("one", "two", "one", "two")) {
                int before = windows(config).size();
                aliases.point(Alias.CHAMPION, next);
                String line = "portent_model_info{version=\"" + next + "\"";
                await().atMost(Duration.ofSeconds(40)).until(() -> {
                    log();
                    String page = page(daemon);
                    boolean begun = !pages.isEmpty() || page.contains(FORECAST);
                    if (begun) {
                        pages.add(page);
                    }
                    return begun && page.contains(line) && windows(config).size() > before + 1;
                });
            }
        }
        assertThat(pages)
                .allSatisfy(page -> assertThat(page)
                        .contains("portent_model_info{version=", FORECAST)
                        .contains("portent_forecast_run_failures_total 0.0"));
        List<Window> windows = windows(config);
        assertThat(windows).hasSizeGreaterThan(7);
        for (int i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).start()).isEqualTo(windows.get(i - 1).end());
        }
    }

    private static List<Window> windows(AgentConfig config) {
        List<Window> windows = new ArrayList<>();
        try (Store store = Stores.open(config.store())) {
            store.windowReader().windows(null, TimeSpan.ALL, windows::add);
        }
        return windows;
    }

    private static double runs(String page) {
        return page.lines()
                .filter(line -> line.startsWith("portent_forecast_runs_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }
}
