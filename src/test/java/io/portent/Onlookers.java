package io.portent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.portent.feed.RealServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a demo, all of them real, by the rules and examples of the repository. Times are to the demo's scale: a minute is four seconds.
 *
 * <pre>
 *   agent demo ─▶ Prometheus ─▶ Alertmanager ─┬─▶ people: a webhook
 *                                             └─▶ agent run: what the shop itself rings for, as a label
 * </pre>
 */
final class Onlookers implements AutoCloseable {
    private static final String TOKEN = "0123456789abcdef-demo";
    private static final int SECONDS_A_MINUTE = 4;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private int agentPort;
    private @Nullable URI alertmanager;
    private @Nullable URI prometheus;

    private Onlookers(Path folder) {
        this.folder = folder;
    }

    /** All but Prometheus, which must know whom to look at. */
    static Onlookers waiting(Path folder) throws IOException {
        Onlookers onlookers = new Onlookers(Files.createDirectories(folder));
        try {
            AgentProcess agent = onlookers.keep(onlookers.agent());
            onlookers.agentPort = agent.awaitPort();
            onlookers.alertmanager =
                    onlookers.keep(onlookers.alertmanager(onlookers.people())).url();
            return onlookers;
        } catch (IOException | RuntimeException e) {
            onlookers.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T opened) {
        open.push(opened);
        return opened;
    }

    /** An agent that people and alerts tell of the shop; it reads nothing and has no model. */
    private AgentProcess agent() throws IOException {
        Path config = Files.writeString(folder.resolve("agent.yaml"), """
                entity: shop
                sources: [{name: app, files: ["%1$s/none.json"], format: logstash}]
                labels: {webhook: {enabled: true, token: %2$s}}
                model: {directory: "%1$s/models"}
                store: {url: "jdbc:sqlite:%1$s/told.db"}
                """.formatted(folder, TOKEN));
        return AgentProcess.start("run", "-c", config.toString(), "--listen", "127.0.0.1:0");
    }

    private int people() throws IOException {
        HttpServer people = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        people.createContext("/alerts", exchange -> {
            JSON.readTree(exchange.getRequestBody()).path("alerts").forEach(told::add);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        people.start();
        keep(() -> people.stop(0));
        return people.getAddress().getPort();
    }

    private RealServer alertmanager(int people) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        String config = Files.readString(Path.of("deploy/alertmanager.yml"));
        config = with(config, "http://people:8080/alerts", "http://127.0.0.1:" + people + "/alerts");
        config = with(config, "http://agent:9781/", "http://127.0.0.1:" + agentPort + "/");
        config = with(config, "/etc/alertmanager/portent-token", token.toString());
        config = with(config, "group_wait: 10s", "group_wait: 1s");
        config = with(config, "group_interval: 1m", "group_interval: " + SECONDS_A_MINUTE + "s");
        Path file = Files.writeString(folder.resolve("alertmanager.yml"), config);
        return RealServer.start(
                folder,
                "prometheus-alertmanager",
                "--config.file=" + file,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=");
    }

    /** @param filled the port of a second page, which is scraped under the job filled */
    void lookAt(int demo, int filled) throws IOException {
        rules();
        String config = Files.readString(Path.of("deploy/prometheus.yml"));
        config = with(config, "../dashboards/alerts/*.rules.yml", folder + "/rules/*.rules.yml");
        config = with(config, "scrape_interval: 15s", "scrape_interval: 1s");
        config = with(config, "evaluation_interval: 15s", "evaluation_interval: 1s");
        config = with(config, "alertmanager:9093", url(alertmanager).getAuthority());
        config = with(config, "agent:9781", "127.0.0.1:" + demo);
        config += "  - {job_name: filled, static_configs: [{targets: [\"127.0.0.1:" + filled + "\"]}]}\n";
        Files.writeString(folder.resolve("prometheus.yml"), config);
        prometheus = keep(RealServer.start(
                        folder,
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data")))
                .url();
    }

    /** Those of the repository, to scale; and an alert of the shop's own, for which its observed health stands. */
    private void rules() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        for (String name : List.of("portent.rules.yml", "portent.fleet.rules.yml")) {
            String text = Files.readString(Path.of("dashboards/alerts", name));
            String scaled = Pattern.compile("for: (\\d+)m")
                    .matcher(text)
                    .replaceAll(minutes -> "for: " + SECONDS_A_MINUTE * Integer.parseInt(minutes.group(1)) + "s");
            Files.writeString(rules.resolve(name), scaled);
        }
        Files.writeString(rules.resolve("shop.rules.yml"), """
                groups:
                  - name: shop
                    rules:
                      - alert: ShopMissesItsObjective
                        expr: max by (entity) (portent_health{job="portent",portent_health=~"orange|red"}) == 1
                        labels: {severity: page}
                        annotations: {summary: orders fail}
                """);
    }

    private static String with(String config, String example, String ours) {
        assertThat(config).contains(example);
        return config.replace(example, ours);
    }

    private static URI url(@Nullable URI url) {
        if (url == null) {
            throw new IllegalStateException("not started");
        }
        return url;
    }

    /** What people were told of one alert, in order. */
    List<JsonNode> told(String alert) {
        return told.stream()
                .filter(each -> each.at("/labels/alertname").asText().equals(alert))
                .toList();
    }

    /** What the agent that is told knows. */
    List<JsonNode> labels() throws IOException, InterruptedException {
        List<JsonNode> labels = new ArrayList<>();
        get(URI.create("http://127.0.0.1:" + agentPort + "/api/v1/labels?since=1d"))
                .path("labels")
                .forEach(labels::add);
        return labels;
    }

    /** The series that answer, each with its points. */
    List<JsonNode> series(String query, Instant from, Instant to, Duration step)
            throws IOException, InterruptedException {
        JsonNode answer = get(
                URI.create(url(prometheus) + "/api/v1/query_range?query=" + URLEncoder.encode(query, UTF_8) + "&start="
                        + from.getEpochSecond() + "&end=" + to.getEpochSecond() + "&step=" + step.toSeconds()));
        assertThat(answer.path("status").asText()).as("%s: %s", query, answer).isEqualTo("success");
        List<JsonNode> series = new ArrayList<>();
        answer.at("/data/result").forEach(series::add);
        return series;
    }

    /** Until Prometheus has missed the demo once: it takes the last points for valid for five minutes more until then. */
    void awaitDown() {
        await("the demo is gone").atMost(Duration.ofSeconds(60)).until(() -> {
            Instant now = Instant.now();
            List<JsonNode> down = series("up{job=\"portent\"} == 0", now, now, Duration.ofSeconds(1));
            return !down.isEmpty();
        });
    }

    /** How Prometheus fared with each rule. */
    List<JsonNode> ruleStates() throws IOException, InterruptedException {
        List<JsonNode> rules = new ArrayList<>();
        get(URI.create(url(prometheus) + "/api/v1/rules"))
                .at("/data/groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static JsonNode get(URI uri) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("an onlooker does not end", e);
            }
        }
    }
}
