package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that listen, while sources are exchanged. */
class ExchangedInputsTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String TCP = "{name: in, tcp: \"127.0.0.1:0\", format: logstash%s}";

    @TempDir
    private Path directory;

    private final MemoryStore store = new MemoryStore();
    private final PrometheusMetrics metrics = new PrometheusMetrics(10, false);
    private volatile Instant clock = START.plusSeconds(5);
    private Intake intake = Intake.NONE;

    private AgentConfig config(String... sources) {
        return ConfigFile.parse("test", """
                entity: shop
                sources: [%s]
                window: {length: 1m, lateness: 30s}
                forecast: {horizons: [5m], data_window: 12}
                """.formatted(String.join(", ", sources)), Map.of());
    }

    private String file() {
        return "{name: file, files: [\"%s/app.log\"]}".formatted(directory);
    }

    @BeforeEach
    void listen() throws IOException {
        intake = new Intake(config(TCP.formatted("")), metrics, InputStream.nullInputStream(), () -> clock);
        intake.start();
    }

    @AfterEach
    void close() throws IOException {
        intake.close();
    }

    private Engine engine(AgentConfig config) {
        Engine engine = new Engine(
                config,
                null,
                () -> clock,
                metrics,
                Past.none("agent", config, START),
                intake,
                (reader, checkpoint) -> store.windowWriter().commit(checkpoint),
                (reader, window) -> {});
        engine.count();
        engine.start();
        return engine;
    }

    private void change(Engine engine, AgentConfig next) throws Exception {
        engine.change(next.sources(), intake.change(next.sources()));
    }

    private static void send(Socket to, int lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("{\"@timestamp\":\"%s\",\"level\":\"INFO\",\"message\":\"done\"}%n".formatted(START));
        }
        to.getOutputStream().write(text.toString().getBytes(UTF_8));
    }

    private void awaitLines(int number) {
        await().atMost(LONG).until(() -> {
            StringWriter page = new StringWriter();
            metrics.write(page, null);
            return page.toString().contains("portent_log_lines_total{source=\"in\",} " + (double) number + "\n");
        });
    }

    private List<Integer> kept() {
        List<Integer> kept = new ArrayList<>();
        store.windowReader().windows(null, TimeSpan.ALL, (Window window) -> kept.add(window.events()));
        return kept;
    }

    @Test
    void whoSendsOverAnOpenConnection_noticesNothing_andNoLineIsLost() throws Exception {
        Random random = new Random(3);
        int sent = 0;
        try (Engine engine = engine(config(TCP.formatted("")));
                Socket sender = new Socket(InetAddress.getLoopbackAddress(), intake.port("in"))) {
            int port = intake.port("in");
            for (int change = 0; change < 24; change++) {
                int lines = 1 + random.nextInt(700);
                sent += lines;
                send(sender, lines);
                String zone = ", timezone: \"+0" + (1 + change % 5) + ":00\"";
                change(
                        engine,
                        change % 3 == 0
                                ? config(TCP.formatted(zone), file())
                                : config(TCP.formatted(change % 3 == 1 ? "" : zone)));
                assertThat(intake.port("in")).isEqualTo(port);
            }
            int all = sent;
            awaitLines(all);
            clock = START.plusSeconds(120);
            await().atMost(LONG).until(() -> kept().equals(List.of(all)) || engine.failure() != null);
            assertThat(engine.failure()).isNull();
        }
    }

    @Test
    void whatWasTakenInBeforeItsSourceWasRemoved_isCounted() throws Exception {
        try (Engine engine = engine(config(TCP.formatted("")));
                Socket sender = new Socket(InetAddress.getLoopbackAddress(), intake.port("in"))) {
            send(sender, 5_000);
            awaitLines(5_000);
            change(engine, config(file()));
            clock = START.plusSeconds(120);
            await().atMost(LONG).until(() -> kept().equals(List.of(5_000)));
            assertThatThrownBy(() -> intake.port("in")).isInstanceOf(IllegalArgumentException.class);
            sender.setSoTimeout(10_000);
            assertThat(sender.getInputStream().read())
                    .as("the connection is closed")
                    .isEqualTo(-1);
        }
    }

    @Test
    void portThatIsTaken_isRefused_andAllIsAsBefore() throws Exception {
        try (Engine engine = engine(config(TCP.formatted("")));
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(InetAddress.getLoopbackAddress(), intake.port("in"))) {
            String other = "{name: other, tcp: \"127.0.0.1:%d\"}".formatted(taken.getLocalPort());
            assertThatThrownBy(() -> change(engine, config("{name: free, tcp: \"127.0.0.1:0\"}", other)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("source other: ");
            assertThatThrownBy(() -> intake.port("free")).isInstanceOf(IllegalArgumentException.class);
            send(sender, 3);
            awaitLines(3);
            StringWriter page = new StringWriter();
            metrics.write(page, null);
            assertThat(page.toString()).doesNotContain("source=\"other\"", "source=\"free\"");
            clock = START.plusSeconds(120);
            await().atMost(LONG).until(() -> kept().equals(List.of(3)));
        }
    }

    /** The file is read on, and its series are its own. */
    @Test
    void whereAFileWouldHaveBecomeAPortThatIsTaken_itsSeriesStay() throws Exception {
        AgentConfig both = config(TCP.formatted(""), file());
        try (Engine engine = engine(config(TCP.formatted("")));
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            change(engine, both);
            String port = "{name: file, tcp: \"127.0.0.1:%d\"}".formatted(taken.getLocalPort());
            assertThatThrownBy(() -> change(engine, config(TCP.formatted(""), port)))
                    .isInstanceOf(IOException.class);
            StringWriter page = new StringWriter();
            metrics.write(page, null);
            assertThat(page.toString().lines().filter(line -> line.contains("source=\"file\"")))
                    .isNotEmpty();
        }
    }
}
