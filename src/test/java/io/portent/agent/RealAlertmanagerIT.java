package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.feed.RealServer;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.TimeSpan;
import io.portent.store.jdbc.JdbcStore;
import io.portent.web.MetricsPage;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A metric goes bad and recovers: Prometheus evaluates, Alertmanager notifies, the agent keeps. All of them real. */
@Timeout(180)
final class RealAlertmanagerIT {
    private static final String TOKEN = "0123456789abcdef-alerts";

    @TempDir
    Path folder;

    private final AtomicInteger errors = new AtomicInteger();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    @Test
    void anAlertOfARealAlertmanager_opensALabel_andEndsItWhenTheMetricRecovers() throws IOException {
        RealServer.required("prometheus", "prometheus-alertmanager");
        AgentConfig config = ConfigFile.parse("agent.yaml", """
                entity: {field: service}
                labels:
                  webhook: {enabled: true, token: %s}
                """.formatted(TOKEN), Map.of());
        HttpServer service = service();
        try (JdbcStore store = JdbcStore.open("jdbc:sqlite:" + folder.resolve("p.db"), Duration.ofSeconds(5));
                WebServer web = web(config, store);
                RealServer alertmanager = alertmanager(web.port());
                RealServer prometheus = prometheus(service.getAddress().getPort(), alertmanager)) {
            errors.set(100);
            await("the label opens")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> labels(store).size() == 1);
            Label open = labels(store).get(0);
            assertThat(open.entity()).isEqualTo("shop");
            assertThat(open.state()).isEqualTo(HealthState.RED);
            assertThat(open.end()).isNull();
            assertThat(open.note()).isEqualTo("HighErrors: many errors");
            errors.set(0);
            await("the label ends")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> labels(store).stream().allMatch(label -> label.end() != null));
            assertThat(labels(store)).hasSize(1);
            assertThat(labels(store).get(0).start()).isEqualTo(open.start());
            historySaysTheSame(config, prometheus, store);
        } finally {
            service.stop(0);
        }
        assertThat(failures).isEmpty();
    }

    /** What Prometheus remembers of the alert, asked for afterwards. */
    private static void historySaysTheSame(AgentConfig config, RealServer prometheus, JdbcStore store) {
        AgentConfig asking = ConfigFile.parse("agent.yaml", """
                entity: {field: service}
                labels: {fetch_since: 1h, prometheus: {url: "%s", step: 1s}}
                """.formatted(prometheus.url()), Map.of());
        assertThat(config.entity()).isEqualTo(asking.entity());
        new LabelFetching(asking, () -> store, InstantSource.system(), length -> {}).run();
        List<Label> both = labels(store);
        assertThat(both).extracting(Label::source).containsExactlyInAnyOrder("alertmanager", "prometheus");
        assertThat(both).extracting(Label::entity).containsOnly("shop");
        assertThat(Duration.between(both.get(0).start(), both.get(1).start()).abs())
                .isLessThan(Duration.ofSeconds(5));
    }

    private HttpServer service() throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/metrics", exchange -> {
            byte[] page = ("shop_errors " + errors.get() + "\n").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            try (exchange) {
                exchange.getResponseBody().write(page);
            }
        });
        service.start();
        return service;
    }

    private WebServer web(AgentConfig config, JdbcStore store) throws IOException {
        LabelInbox inbox = new LabelInbox(config, () -> store, InstantSource.system());
        MetricsPage none = new MetricsPage() {
            @Override
            public String contentType(@Nullable String accept) {
                return "text/plain";
            }

            @Override
            public void write(Writer out, @Nullable String accept) {
                // Nothing is measured here.
            }
        };
        WebPages pages =
                new WebPages("test", none, List::of, Optional::empty, Optional::empty, () -> "[]", horizon -> "5m");
        WebServer web = new WebServer(
                "127.0.0.1",
                0,
                pages,
                inbox,
                WebGuard.of(config, System::nanoTime, failure -> {}, refusal -> {}),
                failures::add);
        web.start();
        return web;
    }

    private RealServer alertmanager(int webPort) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: portent, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
                receivers:
                  - name: portent
                    webhook_configs:
                      - url: "http://127.0.0.1:%d/api/v1/alerts"
                        send_resolved: true
                        max_alerts: 500
                        http_config: {authorization: {credentials: %s}}
                """.formatted(webPort, TOKEN));
        return RealServer.start(
                folder,
                "prometheus-alertmanager",
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=");
    }

    private RealServer prometheus(int servicePort, RealServer alertmanager) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: shop
                    rules:
                      - alert: HighErrors
                        expr: shop_errors > 10
                        labels: {severity: critical, service: shop}
                        annotations: {summary: many errors}
                """);
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yml]
                alerting: {alertmanagers: [{static_configs: [{targets: ["%s"]}]}]}
                scrape_configs: [{job_name: shop, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
                """.formatted(
                        alertmanager.url().getAuthority(), servicePort));
        return RealServer.start(
                folder,
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"));
    }

    private static List<Label> labels(JdbcStore store) {
        return store.labels().labels(TimeSpan.ALL).stream().map(Recorded::label).toList();
    }
}
