package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.FakeNetworks;
import io.portent.Histories;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.event.Severity;
import io.portent.feed.RealServer;
import io.portent.parse.Template;
import io.portent.pipeline.NotEnoughException;
import io.portent.store.Store;
import io.portent.store.StoredTemplate;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a past failure to the webhook, with a real Prometheus, the rules of the repository and a real Alertmanager. */
@Timeout(180)
@SuppressWarnings("NullAway.Init") // JUnit fills the folder, and history() the configuration
final class DrillIT {
    private static final String TOKEN = "0123456789abcdef-drill";
    private static final int ONSET = 400;
    private static final int WARNED = 9;

    @TempDir
    Path folder;

    private final Store store = new MemoryStore();
    private AgentConfig config;
    private int port;

    private AgentConfig parsed() {
        return ConfigFile.parse("test", """
                entity: shop
                forecast: {data_window: 12, horizons: [5m, 15m]}
                model: {max_age: 10000d}
                labels:
                  files: ["%s/labels.csv"]
                  default: green
                  webhook: {enabled: true, token: %s}
                """.formatted(folder, TOKEN), Map.of());
    }

    @BeforeEach
    void history() throws IOException {
        config = parsed();
        port = RealServer.freePort();
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 500; minute++) {
            int warnings = minute >= ONSET - WARNED && minute < ONSET ? 1 : 0;
            windows.add(Histories.window(
                    "shop", minute, Map.of(Severity.INFO, 5), warnings > 0 ? Map.of("k", 9) : Map.of(), Map.of()));
        }
        store.windowWriter().append("agent", windows, List.of(new StoredTemplate("k", "pool drained")));
        Files.writeString(folder.resolve("labels.csv"), """
                entity,state,start,end,source,note
                shop,red,%s,%s,slo,
                shop,red,%s,%s,slo,
                """.formatted(
                        Histories.minute(200), Histories.minute(205), Histories.minute(ONSET), Histories.minute(420)));
    }

    private Drill.Outcome drill(Drill.Order order) throws IOException, InterruptedException {
        ModelDirectory.Named model =
                SomeModel.named("one", config, Histories.START, List.of(new Template("k", "pool drained")));
        FakeNetworks networks = new FakeNetworks((seed, fits, memory, output) -> memory > 3 ? 1 : 0.01f);
        return new Drill(
                        config,
                        networks,
                        InstantSource.system(),
                        System::nanoTime,
                        length -> TimeUnit.MILLISECONDS.sleep(length.toMillis()))
                .run(model, store, order);
    }

    private Drill.Order order(
            @Nullable Instant incident, @Nullable URI prometheus, boolean webhook, boolean page, Duration patience) {
        return new Drill.Order(incident, "127.0.0.1", port, prometheus, webhook, page, patience);
    }

    @Test
    void aRealPrometheusAndAlertmanager_carryItToTheWebhook() throws Exception {
        RealServer.required("prometheus", "prometheus-alertmanager");
        try (RealServer alertmanager = alertmanager();
                RealServer prometheus = prometheus(alertmanager)) {
            Drill.Outcome outcome = drill(order(null, prometheus.url(), true, false, Duration.ofSeconds(60)));

            assertThat(outcome.links())
                    .extracting(Drill.Link::name)
                    .containsExactly(
                            "forecast", "metric", "Prometheus has it", "the rule fires", "the webhook is called");
            assertThat(outcome.holds()).as(outcome.toString()).isTrue();
            assertThat(outcome.entity()).isEqualTo("drill/shop");
            assertThat(outcome.incident()).isEqualTo(Histories.minute(ONSET));
            assertThat(outcome.links().get(0).note()).contains("red within 5m");
        }
    }

    @Test
    void withoutPrometheus_itEndsAtTheMetric() throws Exception {
        Drill.Outcome outcome = drill(order(null, null, false, true, Duration.ofSeconds(1)));

        assertThat(outcome.entity()).as("in earnest").isEqualTo("shop");
        assertThat(outcome.links()).extracting(Drill.Link::name).containsExactly("forecast", "metric");
        assertThat(outcome.holds()).isTrue();
    }

    @Test
    void aPrometheusThatDoesNotScrape_isWhereTheChainIsBroken() throws Exception {
        RealServer.required("prometheus");
        Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
        try (RealServer prometheus = start()) {
            Drill.Outcome outcome = drill(order(null, prometheus.url(), true, false, Duration.ofSeconds(2)));

            assertThat(outcome.holds()).isFalse();
            Drill.Link last = outcome.links().get(outcome.links().size() - 1);
            assertThat(last.name()).isEqualTo("Prometheus has it");
            assertThat(last.note()).contains("not within 2 s", "no job of it scrapes this page");
        }
    }

    @Test
    void aFailureThatWasNotForeseen_isSaidToBe_andOneThatIsNot_isNotDrilled() throws Exception {
        Drill.Outcome outcome = drill(order(Histories.minute(100), null, false, false, Duration.ofSeconds(1)));

        assertThat(outcome.incident()).isEqualTo(Histories.minute(200));
        assertThat(outcome.holds()).isFalse();
        assertThat(Objects.requireNonNull(outcome.links().get(0)).note()).contains("does not foresee");
        assertThatThrownBy(() -> drill(order(Histories.minute(450), null, false, false, Duration.ofSeconds(1))))
                .isInstanceOf(NotEnoughException.class)
                .hasMessageContaining("no failure from");
    }

    private RealServer alertmanager() throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: drill, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
                receivers:
                  - name: drill
                    webhook_configs:
                      - url: "http://127.0.0.1:%d/api/v1/alerts"
                        http_config: {authorization: {credentials: %s}}
                """.formatted(port, TOKEN));
        return RealServer.start(
                folder,
                "prometheus-alertmanager",
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=");
    }

    /** The rules as they are, but for how long they wait. */
    private RealServer prometheus(RealServer alertmanager) throws IOException {
        String rules = Files.readString(Path.of("dashboards/alerts/portent.rules.yml"));
        Files.writeString(folder.resolve("rules.yml"), rules.replace("for: 1m", "for: 1s"));
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yml]
                alerting: {alertmanagers: [{static_configs: [{targets: ["%s"]}]}]}
                scrape_configs: [{job_name: portent, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
                """.formatted(
                        alertmanager.url().getAuthority(), port));
        return start();
    }

    private RealServer start() throws IOException {
        return RealServer.start(
                folder,
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"));
    }
}
