package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.feed.RealServer;
import io.portent.web.MetricsPage;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import io.portent.web.security.Certificates;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes with a client's certificate and a password; others that lack one of them do not. */
@Timeout(180)
final class ScrapedOverMutualTlsIT {
    /** Of "test". */
    private static final String HASH = "$2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    @Test
    void onlyTheJobWithCertificateAndPassword_isUp_alsoAfterARotation() throws Exception {
        RealServer.required("prometheus");
        Certificates certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.authority("other-ca");
        certificates.server("server", "ca");
        certificates.server("next", "ca");
        certificates.client("prometheus", "ca", "DNS:prometheus");
        certificates.client("stranger", "other-ca", "DNS:prometheus");
        Files.writeString(folder.resolve("web.yml"), """
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.crt
                  client_allowed_sans: [prometheus]
                  min_version: TLS13
                basic_auth_users:
                  prometheus: %s
                """.formatted(HASH));
        try (WebServer web = web();
                RealServer prometheus = prometheus(web.port())) {
            await("the jobs are scraped")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(up(prometheus)).isEqualTo("good=1 nocert=0 nopassword=0 stranger=0"));
            for (String kind : List.of("crt", "key")) {
                Files.copy(
                        folder.resolve("next." + kind),
                        folder.resolve("server." + kind),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            double at = scrapes(prometheus);
            await("scraped on after the rotation")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> scrapes(prometheus) >= at + 5);
            assertThat(up(prometheus)).isEqualTo("good=1 nocert=0 nopassword=0 stranger=0");
        }
        assertThat(failures).isEmpty();
        assertThat(troubles).allSatisfy(line -> assertThat(line).doesNotContain(HASH));
    }

    private WebServer web() throws IOException {
        AgentConfig config =
                ConfigFile.parse("agent.yaml", "web: {config_file: \"" + folder.resolve("web.yml") + "\"}", Map.of());
        MetricsPage page = new MetricsPage() {
            @Override
            public String contentType(@Nullable String accept) {
                return "text/plain; version=0.0.4";
            }

            @Override
            public void write(Writer out, @Nullable String accept) throws IOException {
                out.write("shop_scraped 1\n");
            }
        };
        WebPages pages =
                new WebPages("test", page, List::of, Optional::empty, Optional::empty, () -> "[]", horizon -> "5m");
        LabelInbox inbox = new LabelInbox(
                config,
                () -> {
                    throw new IllegalStateException("nothing is stored here");
                },
                InstantSource.system());
        WebServer web = new WebServer(
                "127.0.0.1",
                0,
                pages,
                inbox,
                WebGuard.of(config, System::nanoTime, troubles::add, refusal -> {}),
                failures::add);
        web.start();
        return web;
    }

    private RealServer prometheus(int port) throws IOException {
        String job = """
                  - job_name: %s
                    scheme: https
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """;
        String own = "    tls_config: {ca_file: ca.crt, cert_file: prometheus.crt, key_file: prometheus.key}\n";
        String password = "    basic_auth: {username: prometheus, password: test}\n";
        Files.writeString(
                folder.resolve("prometheus.yml"),
                "global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n"
                        + job.formatted("good", port) + own + password
                        + job.formatted("nopassword", port) + own
                        + job.formatted("nocert", port) + "    tls_config: {ca_file: ca.crt}\n" + password
                        + job.formatted("stranger", port) + own.replace("prometheus.", "stranger.") + password);
        return RealServer.start(
                folder,
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"));
    }

    private JsonNode query(RealServer prometheus, String expression) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(prometheus.url() + "/api/v1/query?query=" + expression))
                .build();
        return new ObjectMapper()
                .readTree(client.send(request, BodyHandlers.ofString()).body())
                .at("/data/result");
    }

    private String up(RealServer prometheus) throws Exception {
        StringBuilder all = new StringBuilder();
        for (JsonNode series : query(prometheus, "sort_desc(up)")) {
            all.append(series.at("/metric/job").asText())
                    .append('=')
                    .append(series.at("/value/1").asText())
                    .append('\n');
        }
        return all.toString().lines().sorted().reduce((a, b) -> a + " " + b).orElse("");
    }

    private double scrapes(RealServer prometheus) throws Exception {
        JsonNode counted = query(prometheus, "count_over_time(shop_scraped%5B10m%5D)");
        return counted.isEmpty() ? 0 : counted.get(0).at("/value/1").asDouble();
    }
}
