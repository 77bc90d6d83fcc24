package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.metrics.AgentMetrics;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.source.push.PostedLines;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import io.portent.web.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to an agent becomes windows, as what is written to files does. */
class PushedLinesTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int PAUSES = 8;
    private static final int MINUTES = 10;

    @TempDir
    private Path directory;

    private volatile Instant clock = START;
    private final Map<Instant, Integer> written = new TreeMap<>();
    private final PipedOutputStream piped = new PipedOutputStream();
    private final PrometheusMetrics metrics = new PrometheusMetrics(10, false);
    private final MemoryStore store = new MemoryStore();
    private Intake intake = Intake.NONE;

    private AgentConfig config() {
        return ConfigFile.parse("test", """
                entity: shop
                sources:
                  - {name: file, files: ["%1$s/app.json"], format: logstash}
                  - {name: in, stdin: true, format: logstash}
                  - {name: tcp, tcp: "127.0.0.1:0", format: logstash}
                  - {name: syslog, syslog: "127.0.0.1:0"}
                  - {name: http, http: true, format: logstash}
                window: {length: 1m, lateness: 30s}
                forecast: {horizons: [5m], data_window: 12}
                web: {token: a-token-of-this-test}
                """.formatted(directory), Map.of());
    }

    @BeforeEach
    void listen() throws IOException {
        intake = new Intake(config(), metrics, new PipedInputStream(piped, 1 << 20), () -> clock);
        intake.start();
    }

    @AfterEach
    void close() throws IOException {
        intake.close();
    }

    private Engine engine(AgentMetrics metrics) {
        Engine engine = new Engine(
                config(),
                null,
                () -> clock,
                metrics,
                Past.of(store, "agent", config(), clock),
                intake,
                (reader, checkpoint) -> store.windowWriter().commit(checkpoint),
                (reader, window) -> {});
        engine.count();
        engine.start();
        await().atMost(LONG).until(engine::caughtUp);
        return engine;
    }

    private static String json(Instant at) {
        return "{\"@timestamp\":\"%s\",\"level\":\"INFO\",\"message\":\"done\"}%n".formatted(at);
    }

    private static String message(Instant at) {
        return "<14>1 %s web1 shop 42 - - done%n".formatted(at);
    }

    private void wrote(Instant at, int events) {
        written.merge(config().window().startOf(at), events, Integer::sum);
    }

    private Map<Instant, Integer> kept() {
        Map<Instant, Integer> kept = new TreeMap<>();
        store.windowReader().windows(null, TimeSpan.ALL, window -> kept.put(window.start(), window.events()));
        return kept;
    }

    private void awaitKept() {
        await().atMost(LONG).until(() -> kept().size() >= written.size());
        assertThat(kept()).isEqualTo(written);
    }

    private Socket connect(String source) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), intake.port(source));
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    private double metric(String series) {
        StringWriter page = new StringWriter();
        try {
            metrics.write(page, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return page.toString()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void fromEveryKindOfSource_eventsAreCounted() throws Exception {
        try (Engine engine = engine(metrics);
                Socket tcp = connect("tcp");
                Socket syslog = connect("syslog");
                DatagramSocket udp = new DatagramSocket()) {
            for (int minute = 0; minute < 5; minute++) {
                Instant at = START.plusSeconds(60L * minute + 1);
                Files.writeString(
                        directory.resolve("app.json"), json(at), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                send(piped, json(at) + "\n");
                send(tcp.getOutputStream(), json(at) + "\n\n" + json(at));
                String counted = message(at).strip();
                send(syslog.getOutputStream(), message(at) + counted.length() + " " + counted);
                byte[] datagram = message(at).getBytes(UTF_8);
                udp.send(new DatagramPacket(
                        datagram, datagram.length, InetAddress.getLoopbackAddress(), intake.port("syslog")));
                new PostedLogs(intake::posted)
                        .logs(null, "192.0.2.1", new ByteArrayInputStream(json(at).getBytes(UTF_8)));
                wrote(at, 8);
                // Else one source is two minutes ahead of another, which is then late.
                for (String source : new String[] {"file", "in", "http"}) {
                    awaitLines(source, minute + 1);
                }
                awaitLines("tcp", 2 * (minute + 1));
                awaitLines("syslog", 3 * (minute + 1));
            }
            assertThat(metric("portent_log_clients{source=\"tcp\",}")).isEqualTo(1);
            clock = START.plusSeconds(60 * 5 + 30);
            awaitKept();
            assertThat(engine.failure()).isNull();
        }
        assertThat(metric("portent_log_refused_lines_total{source=\"http\",}")).isZero();
    }

    private void awaitLines(String source, int number) {
        await().atMost(LONG)
                .until(() -> metric("portent_log_lines_total{source=\"" + source + "\",}") == number
                        && metric("portent_log_unparsed_lines_total{source=\"" + source + "\",}") == 0
                        && metric("portent_log_filtered_lines_total{source=\"" + source + "\",}") == 0);
    }

    /** While an agent stands still, what its peers send waits in the sockets; it is not late for that when it wakes up. */
    @Test
    void whatWasSentMeanwhile_isCounted() throws Exception {
        try (Engine engine = engine(metrics);
                Socket tcp = connect("tcp")) {
            for (int i = 0; i < PAUSES; i++) {
                Instant from = clock;
                StringBuilder lines = new StringBuilder();
                for (int second = 0; second < 60 * MINUTES; second += 7) {
                    wrote(from.plusSeconds(second), 1);
                    lines.append(json(from.plusSeconds(second)));
                }
                send(tcp.getOutputStream(), lines.toString());
                clock = from.plusSeconds(60 * MINUTES);
                await().atMost(LONG).until(() -> kept().size() == written.size() - 1);
            }
            clock = clock.plusSeconds(30);
            awaitKept();
            assertThat(engine.failure()).isNull();
        }
        assertThat(metric("portent_log_late_events_total{source=\"tcp\",}")).isZero();
    }

    /** What SOURCES.md says of a restart. And lines that are not read again are nobody else's to count. */
    @Test
    void overARestart_whatLayInOpenWindowsIsLost_andWhatIsLateThenIsCountedAnew() throws Exception {
        try (Socket tcp = connect("tcp")) {
            try (Engine engine = engine(metrics)) {
                send(tcp.getOutputStream(), json(START) + json(START.plusSeconds(60)) + json(START.plusSeconds(121)));
                send(tcp.getOutputStream(), json(START));
                await().atMost(LONG).until(() -> kept().size() == 1);
                await().atMost(LONG).until(() -> metric("portent_log_late_events_total{source=\"tcp\",}") == 1);
                assertThat(engine.failure()).isNull();
            }
            try (Engine engine = engine(metrics)) {
                send(tcp.getOutputStream(), json(START));
                await().atMost(LONG).until(() -> metric("portent_log_late_events_total{source=\"tcp\",}") == 2);
                send(tcp.getOutputStream(), json(START.plusSeconds(122)));
                clock = START.plusSeconds(300);
                await().atMost(LONG).until(() -> kept().size() >= 3);
                assertThat(engine.failure()).isNull();
            }
        }
        assertThat(kept())
                .containsEntry(START, 1)
                .containsEntry(START.plusSeconds(60), 0)
                .containsEntry(START.plusSeconds(120), 1);
    }

    @Test
    void whatCountsThem_isThereFromTheStart_andClientsOnlyWhereThereMayBeAny() {
        for (String source : new String[] {"in", "tcp", "syslog", "http"}) {
            assertThat(metric("portent_log_refused_lines_total{source=\"" + source + "\",}"))
                    .as(source)
                    .isZero();
        }
        assertThat(metric("portent_log_clients{source=\"tcp\",}")).isZero();
        assertThat(metric("portent_log_clients{source=\"syslog\",}")).isZero();
        assertThat(metric("portent_log_clients{source=\"http\",}")).as("none").isEqualTo(-1);
    }

    @Test
    void aRequest_isQueuedWholeOrNotAtAll() throws IOException {
        PostedLogs logs = new PostedLogs(intake::posted);
        assertThat(logs.isOpen()).isTrue();
        assertThat(new PostedLogs(Map::of).isOpen()).isFalse();
        assertThat(logs.logs("http", "a", body(6_000))).hasValue(6_000);
        assertThat(logs.logs("http", "a", body(6_000))).isEmpty();
        assertThat(metric("portent_log_refused_lines_total{source=\"http\",}")).isEqualTo(6_000);
        assertThat(logs.logs("http", "b", body(4_000)))
                .as("one that finds room")
                .hasValue(4_000);
        assertThatThrownBy(() -> logs.logs("http", "a", body(PostedLines.MOST_LINES + 1)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("10000 lines");
        assertThatThrownBy(() -> logs.logs("tcp", "a", body(1)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("name the source: ?source= and one of http");
        Map<String, PostedLines> two = new TreeMap<>(intake.posted());
        two.put("other", two.get("http"));
        assertThatThrownBy(() -> new PostedLogs(() -> two).logs(null, "a", body(1)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("name the source: ?source= and one of http, other");
    }

    private static InputStream body(int lines) {
        return new ByteArrayInputStream("x\n".repeat(lines).getBytes(UTF_8));
    }

    @Test
    void whatIsPosted_isRead_byADaemonThatKnowsTheToken() throws Exception {
        AgentConfig config = ConfigFile.parse("test", """
                sources: [{name: app, http: true, format: logstash}]
                model: {directory: "%1$s/models"}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                web: {listen: "127.0.0.1:0", token: a-token-of-this-test}
                """.formatted(directory), Map.of());
        HttpClient client = HttpClient.newHttpClient();
        try (Daemon daemon = new Daemon(config, null, new Dl4jNetworks(), () -> clock)) {
            daemon.start();
            URI base = URI.create("http://127.0.0.1:" + daemon.port());
            HttpRequest.Builder post = HttpRequest.newBuilder(base.resolve("/api/v1/logs"))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofString(json(START) + json(START)));
            assertThat(client.send(post.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
            HttpResponse<String> taken = client.send(
                    post.header("Authorization", "Bearer a-token-of-this-test").build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(taken.body()).isEqualTo("{\"lines\":2}");
            HttpRequest page = HttpRequest.newBuilder(base.resolve("/metrics")).build();
            await().atMost(LONG)
                    .until(() -> client.send(page, HttpResponse.BodyHandlers.ofString())
                            .body()
                            .contains("portent_log_lines_total{source=\"app\",} 2.0"));
        }
    }

    @Test
    void aPortInUse_endsTheStart_withTheSourceAndTheAddress() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AgentConfig config = ConfigFile.parse("test", """
                    sources: [{name: app, tcp: "127.0.0.1:%2$d"}]
                    model: {directory: "%1$s/models"}
                    store: {url: "jdbc:sqlite:%1$s/portent.db"}
                    web: {listen: "127.0.0.1:0"}
                    """.formatted(directory, taken.getLocalPort()), Map.of());
            try (Daemon daemon = new Daemon(config, null, new Dl4jNetworks(), () -> clock)) {
                assertThatThrownBy(daemon::start)
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith(
                                "source app: cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ");
            }
        }
    }
}
