package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigException;
import io.portent.config.ConfigFile;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.web.security.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whatever goes right or wrong with tokens, passwords and keys, no log line and no message holds one. */
@Timeout(90)
final class SecretsStaySecretTest {
    private static final String WEB = "hidden-0123456789-web";
    private static final String ALERTS = "hidden-0123456789-alerts";
    private static final String PASSWORD = "U*U";
    private static final String HASH = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    @TempDir
    Path folder;

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        root.setLevel(Level.TRACE);
        lines.start();
        root.addAppender(lines);
    }

    @AfterEach
    void stop() {
        root.detachAppender(lines);
        root.setLevel(before);
    }

    private String logged() {
        StringBuilder all = new StringBuilder();
        for (ILoggingEvent line : List.copyOf(lines.list)) {
            all.append(line.getFormattedMessage()).append('\n');
            if (line.getThrowableProxy() != null) {
                all.append(ThrowableProxyUtil.asString(line.getThrowableProxy()));
            }
        }
        return all.toString();
    }

    private AgentConfig config() {
        return ConfigFile.parse("agent.yaml", """
                entity: shop
                sources: [{name: app, files: ["%1$s/app.log"]}]
                labels: {webhook: {enabled: true, token: %2$s}}
                model: {directory: "%1$s/models"}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                web: {listen: "127.0.0.1:0", token_file: "%1$s/token", config_file: "%1$s/web.yml"}
                """.formatted(folder, ALERTS), Map.of());
    }

    @Test
    void anAgentThatIsAskedRightlyAndWrongly_andWhoseFilesGoBad_saysNone() throws Exception {
        Certificates certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.server("server", "ca");
        Path token = Files.writeString(folder.resolve("token"), WEB + "\n");
        Files.writeString(folder.resolve("app.log"), "2026-03-04T05:06:07Z INFO started\n");
        Path web = Files.writeString(
                folder.resolve("web.yml"),
                "tls_server_config:\n  cert_file: server.crt\n"
                        + "  key_file: server.key\nbasic_auth_users:\n  prometheus: " + HASH + "\n");
        String key = Files.readString(folder.resolve("server.key"))
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        HttpClient client = HttpClient.newBuilder()
                .sslContext(certificates.client("ca", null))
                .build();
        AgentConfig config = config();
        try (Daemon daemon = new Daemon(config, null, new Dl4jNetworks(), InstantSource.system())) {
            daemon.start();
            assertThat(ask(client, daemon, "GET", "/metrics", basic(PASSWORD))).isEqualTo(200);
            assertThat(ask(client, daemon, "GET", "/metrics", basic("hidden-guess")))
                    .isEqualTo(401);
            assertThat(ask(client, daemon, "POST", "/api/v1/labels", "Bearer " + WEB))
                    .isEqualTo(400);
            assertThat(ask(client, daemon, "POST", "/api/v1/labels", "Bearer hidden-guess"))
                    .isEqualTo(401);
            assertThat(ask(client, daemon, "POST", "/api/v1/alerts", "Bearer " + ALERTS))
                    .isEqualTo(400);
            assertThat(ask(client, daemon, "POST", "/api/v1/labels", "Bearer of-a-proxy", "X-Portent-Token", WEB))
                    .isEqualTo(400);
            assertThat(ask(
                            client,
                            daemon,
                            "POST",
                            "/api/v1/labels",
                            basic(PASSWORD),
                            "X-Portent-Token",
                            "hidden-guess"))
                    .isEqualTo(401);
            Files.writeString(token, "hidden");
            Files.writeString(web, "basic_auth_users: {prometheus: hidden-password}\n");
            await("what is wrong is told").atMost(Duration.ofSeconds(20)).until(() -> {
                ask(client, daemon, "POST", "/api/v1/labels", "Bearer " + WEB);
                return logged().contains("a token is not taken anew")
                        && logged().contains("the web configuration has changed and is not taken");
            });
            assertThat(ask(client, daemon, "POST", "/api/v1/labels", "Bearer " + WEB))
                    .isEqualTo(400);
        }
        assertThat(logged()).contains("serving on port").doesNotContain("hidden", PASSWORD, HASH, key);
        assertThat(config.toString()).doesNotContain("hidden");
    }

    @Test
    void aConfigurationThatIsRefused_quotesNone() throws IOException {
        String yaml = """
                labels: {webhook: {enabled: true, token: "hidden token"}}
                web: {token: hidden, token_file: [hidden], config_file: "%1$s/web.yml"}
                """.formatted(folder);
        assertThatThrownBy(() -> ConfigFile.parse("agent.yaml", yaml, Map.of("PORTENT_LABELS_GRAFANA_TOKEN", "hidden")))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() ->
                        ConfigFile.parse("agent.yaml", "web: {token: hidden-0123456789-web, token_file: x}", Map.of()))
                .hasMessage("agent.yaml:1: web.token: must be left out where web.token_file is given");
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("prometheus:" + password).getBytes(UTF_8));
    }

    private static int ask(
            HttpClient client, Daemon daemon, String method, String path, String authorization, String... more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + daemon.port() + path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, method.equals("POST") ? BodyPublishers.ofString("{") : BodyPublishers.noBody());
        if (more.length > 0) {
            request.headers(more);
        }
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
