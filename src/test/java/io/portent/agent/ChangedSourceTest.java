package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes on over the exchange of one source's reader, and what an engine may say of itself meanwhile. */
@Timeout(60)
class ChangedSourceTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String LAG = "portent_log_lag_seconds{source=\"app\",} ";

    @TempDir
    private Path directory;

    private final MemoryStore store = new MemoryStore();
    private final PrometheusMetrics metrics = new PrometheusMetrics(10, false);
    private volatile Runnable whenKept = () -> {};
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private volatile Instant clock = START;
    private Intake intake = Intake.NONE;

    private AgentConfig config(String sources) {
        return ConfigFile.parse("test", """
                entity: shop
                sources: [%s]
                window: {length: 1m, lateness: 30s}
                forecast: {horizons: [5m], data_window: 12}
                web: {token: a-token-of-this-test}
                """.formatted(sources.replace("DIR", directory.toString())), Map.of());
    }

    private Engine engine(AgentConfig config) {
        Engine engine = new Engine(
                config,
                null,
                this::now,
                metrics,
                Past.none("agent", config, START),
                intake,
                (reader, checkpoint) -> {
                    store.windowWriter().commit(checkpoint);
                    whenKept.run();
                },
                (reader, window) -> {});
        engine.count();
        engine.start();
        return engine;
    }

    /** A reader asks for the time before it reads: the one that is held waits there. */
    private Instant now() {
        CountDownLatch go = held.get(Thread.currentThread().getName());
        try {
            if (go != null) {
                go.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return clock;
    }

    private CountDownLatch hold(String thread) {
        CountDownLatch go = new CountDownLatch(1);
        held.put(thread, go);
        return go;
    }

    private String page() throws IOException {
        StringWriter page = new StringWriter();
        metrics.write(page, null);
        return page.toString();
    }

    private void write(Instant at) throws IOException {
        Files.writeString(
                directory.resolve("app.log"),
                "{\"@timestamp\":\"%s\",\"level\":\"INFO\",\"message\":\"done\"}%n".formatted(at),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private List<Integer> kept() {
        List<Integer> kept = new ArrayList<>();
        store.windowReader().windows(null, TimeSpan.ALL, (Window window) -> kept.add(window.events()));
        return kept;
    }

    /** A source that is silent from the change on has the lag of its last event, and it grows. */
    @Test
    void lagOfASourceThatWasChanged_goesOn() throws Exception {
        write(START);
        String source = "{name: app, files: [\"DIR/app.log\"], format: logstash%s}";
        try (Engine engine = engine(config(source.formatted("")))) {
            await().atMost(LONG).until(() -> page().contains(LAG + "0.0\n"));
            engine.change(config(source.formatted(", timezone: \"+03:00\"")).sources(), Set.of());
            clock = START.plusSeconds(900);
            await().atMost(LONG).until(() -> page().contains(LAG + "900.0\n"));
        }
    }

    /** Its lines of the present minute are counted already. */
    @Test
    void sourceThatIsGivenAnotherName_isReadOn() throws Exception {
        write(START);
        write(START);
        String source = "{name: %s, files: [\"DIR/app.log\"], format: logstash}";
        try (Engine engine = engine(config(source.formatted("app")))) {
            await().atMost(LONG).until(() -> page().contains("portent_log_lines_total{source=\"app\",} 2.0\n"));
            engine.change(config(source.formatted("shop")).sources(), Set.of());
            write(START);
            await().atMost(LONG).until(() -> page().contains("lines_total{source=\"shop\",} 1.0\n"));
            clock = START.plusSeconds(120);
            await().atMost(LONG).until(() -> !kept().isEmpty());
            assertThat(kept()).containsExactly(3);
        }
    }

    /** The pipeline has just found that all is read when a source is added, of which nothing is. */
    @Test
    void engineThatASourceIsAddedTo_hasNotCaughtUp_alsoWhereItHadAMomentAgo() throws Exception {
        write(START);
        String app = "{name: app, files: [\"DIR/app.log\"], format: logstash}";
        AgentConfig two = config(app + ", {name: side, files: [\"DIR/side.log\"], format: logstash}");
        CountDownLatch go = hold("source-1");
        try (Engine engine = engine(config(app))) {
            AtomicReference<Throwable> failed = new AtomicReference<>();
            CountDownLatch changed = new CountDownLatch(1);
            whenKept = () -> {
                whenKept = () -> {};
                try {
                    engine.change(two.sources(), Set.of());
                } catch (InterruptedException e) {
                    failed.set(e);
                }
                changed.countDown();
            };
            await().atMost(LONG).until(engine::caughtUp);
            clock = START.plusSeconds(120);
            changed.await();
            assertThat(engine.adopt(SomeModel.named("any", two, START, List.of())))
                    .as("so it has come round once more")
                    .isTrue();
            assertThat(engine.caughtUp()).isFalse();
            go.countDown();
            await().atMost(LONG).until(engine::caughtUp);
            assertThat(failed.get()).isNull();
        }
    }

    private void change(Engine engine, AgentConfig next) {
        try {
            engine.change(next.sources(), intake.change(next.sources()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void post(String lines) throws IOException {
        Objects.requireNonNull(intake.posted().get("in"))
                .take("192.0.2.1", new ByteArrayInputStream(lines.getBytes(UTF_8)));
    }

    private void awaitLines(int number) {
        await().atMost(LONG)
                .until(() -> page().contains("portent_log_lines_total{source=\"in\",} " + (double) number + "\n"));
    }

    /** What is sent cannot be read again. */
    @Test
    void stackTraceThatIsSentHalfBeforeAChangeAndHalfAfterIt_isOneEvent() throws Exception {
        String source =
                "{name: in, http: true, format: logback, pattern: \"%%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %%-5level %%logger - %%msg%%n\"%s}";
        AgentConfig before = config(source.formatted(""));
        AgentConfig after = config(source.formatted(", timezone: \"+03:00\""));
        intake = new Intake(before, metrics, InputStream.nullInputStream(), this::now);
        intake.start();
        try (Engine engine = engine(before)) {
            post("2026-03-01T00:00:01.000Z INFO shop - done\n");
            awaitLines(1);
            CountDownLatch former = hold("source-0");
            CountDownLatch successor = hold("source-1");
            post(
                    "2026-03-01T00:00:02.000Z ERROR shop - failed\njava.lang.IllegalStateException: no\n\tat a.B.c(B.java:1)\n");
            Thread changing = new Thread(() -> change(engine, after));
            changing.start();
            await().atMost(LONG).until(() -> changing.getState() == Thread.State.WAITING);
            former.countDown();
            changing.join();
            post("\tat a.B.d(B.java:2)\n\tat a.B.e(B.java:3)\n2026-03-01T00:00:03.000Z INFO shop - done\n");
            successor.countDown();
            awaitLines(7);
            clock = START.plusSeconds(120);
            await().atMost(LONG).until(() -> !kept().isEmpty());
            assertThat(kept()).containsExactly(3);
            assertThat(page()).contains("portent_log_unparsed_lines_total{source=\"in\",} 0.0\n");
        } finally {
            intake.close();
        }
    }
}
