package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.FakeNetworks;
import io.portent.Histories;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.event.Severity;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.metrics.NoMetrics;
import io.portent.parse.Template;
import io.portent.pipeline.FrozenRecogniser;
import io.portent.pipeline.Novelty;
import io.portent.store.Checkpoint;
import io.portent.store.StoredTemplate;
import io.portent.store.memory.MemoryStore;
import io.portent.window.AssemblerState;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An engine that is given other models while it reads: whichever recognised a message, it is counted once, under the id of
 * the last model, and no minute is lost. The kinds of messages are so different that no tree takes one for another.
 */
class ModelSwapTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int KINDS = 8;
    private static final int DATA_WINDOW = 12;

    @TempDir
    private Path directory;

    private volatile Instant clock = START;
    private final List<Set<Integer>> unknown = new ArrayList<>();
    /** By minute: the kinds of its messages, in their order. */
    private final TreeMap<Instant, List<Integer>> written = new TreeMap<>();

    /** Ids of which the engine did not know what they stand for when it told of their window: label rules ask that. */
    private final Set<String> nameless = ConcurrentHashMap.newKeySet();

    private Instant next = START;
    /** All models know the same kinds, if under other ids. */
    private boolean alike;

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private AgentConfig config() {
        return ConfigFile.parse("test", """
                entity: shop
                sources: [{name: app, files: ["%1$s/app.json"], format: logstash}]
                window: {length: 1m, lateness: 0s}
                forecast: {horizons: [5m], data_window: %2$d, stale_after: 1h}
                """.formatted(directory, DATA_WINDOW), Map.of());
    }

    /** As many different words as the number of the kind. */
    private static String message(int kind) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i <= kind; i++) {
            words.append(i == 0 ? "" : " ").append((char) ('a' + kind)).append((char) ('k' + i));
        }
        return words.toString();
    }

    private ModelDirectory.Named model(String version, Random random) {
        List<Template> templates = new ArrayList<>();
        Set<Integer> missing = new HashSet<>();
        for (int kind = 0; kind < KINDS; kind++) {
            boolean known = (alike && !unknown.isEmpty()) ? !unknown.get(0).contains(kind) : random.nextBoolean();
            if (known) {
                String id = (random.nextBoolean() ? "" : version + "-") + "k" + kind;
                templates.add(new Template(id, message(kind)));
            } else {
                missing.add(kind);
            }
        }
        unknown.add(missing);
        return SomeModel.named(version, config(), START, templates);
    }

    /**
     * Whole minutes, and the first message of the minute after them: it closes the last one. The clock stands still where an
     * engine's life begins, less than an hour back, so that nothing is late, however slowly it is read.
     */
    private void write(Random random, int minutes) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int minute = 0; minute < minutes; minute++) {
            for (int second = 1; second < 60; second += 1 + random.nextInt(20)) {
                line(lines, second, random.nextInt(KINDS));
            }
            next = next.plusSeconds(60);
            line(lines, 0, random.nextInt(KINDS));
        }
        Files.writeString(directory.resolve("app.json"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void line(StringBuilder lines, int second, int kind) {
        written.computeIfAbsent(next, at -> new ArrayList<>()).add(kind);
        lines.append("{\"@timestamp\":\"%s\",\"level\":\"INFO\",\"message\":\"%s\"}%n"
                .formatted(next.plusSeconds(second), message(kind)));
    }

    private Engine engine(ModelDirectory.Named model, MemoryStore store) {
        AgentConfig config = config();
        return new Engine(
                config,
                model,
                () -> clock,
                new NoMetrics(),
                Past.of(store, "agent", config, START.plus(Duration.ofDays(1))),
                (reader, checkpoint) -> store.windowWriter().commit(checkpoint),
                (reader, window) -> window.templates().keySet().stream()
                        .filter(id -> reader.meaning(id) == null)
                        .forEach(nameless::add));
    }

    private static List<Window> last(Engine engine) {
        return engine.windows().snapshot().getOrDefault("shop", List.of());
    }

    private void awaitAll(Engine engine) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    assertThat(engine.failure()).isNull();
                    List<Window> windows = last(engine);
                    return !windows.isEmpty()
                            && windows.get(windows.size() - 1).end().equals(next);
                });
    }

    private static Map<String, Integer> count(List<Integer> kinds) {
        Map<String, Integer> counts = new HashMap<>();
        kinds.forEach(kind -> counts.merge(message(kind), 1, Integer::sum));
        return counts;
    }

    /** From the last data window, read from a zero state. */
    private Forecast forecast(ModelDirectory.Named model, Engine engine) {
        try (Predictor predictor = new Predictor(config(), model, FakeNetworks.remembering())) {
            return predictor.forecast("shop", last(engine), new HealthHistory(List.of(), HealthState.GREEN), next);
        }
    }

    private Forecast forecastOfOneThatHadItFromTheBeginning(ModelDirectory.Named model) {
        Instant before = clock;
        clock = next;
        try (Engine engine = engine(model, new MemoryStore())) {
            engine.start();
            awaitAll(engine);
            return forecast(model, engine);
        } finally {
            clock = before;
        }
    }

    private void assertReadBy(ModelDirectory.Named model, Engine engine) {
        Map<String, String> own = new HashMap<>();
        model.bundle().templates().templates().forEach(one -> own.put(one.id(), one.text()));
        List<Window> windows = last(engine);
        assertThat(windows).hasSize(Math.min(DATA_WINDOW, written.size() - 1));
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            assertThat(window.end()).isEqualTo(next.minusSeconds(60L * (windows.size() - 1 - i)));
            Map<String, Integer> counts = new HashMap<>();
            window.templates().forEach((id, count) -> {
                String text = own.containsKey(id)
                        ? own.get(id)
                        : Objects.requireNonNull(engine.meaning(id)).text();
                assertThat(own.containsKey(id)).as(text).isEqualTo(own.containsValue(text));
                counts.merge(text, count, Integer::sum);
            });
            assertThat(counts).isEqualTo(count(Objects.requireNonNull(written.get(window.start()))));
        }
    }

    /** What no model knew is new once in a span. What some of them did not may be so more often: each says so for itself. */
    private void assertNewOnce(Map<String, Window> kept) {
        Set<Integer> toAll = new HashSet<>(unknown.get(0));
        unknown.forEach(toAll::retainAll);
        Set<Integer> toSome = new HashSet<>();
        unknown.forEach(toSome::addAll);
        toSome.removeAll(toAll);
        Map<Instant, Set<Integer>> seen = new HashMap<>();
        written.forEach((minute, kinds) -> {
            Instant span = FrozenRecogniser.startOfSpan(minute, Duration.ofMinutes(DATA_WINDOW));
            Set<Integer> before = seen.computeIfAbsent(span, at -> new HashSet<>());
            int least = (int) Set.copyOf(kinds).stream()
                    .filter(kind -> toAll.contains(kind) && before.add(kind))
                    .count();
            int possible =
                    (int) Set.copyOf(kinds).stream().filter(toSome::contains).count();
            Window window = Objects.requireNonNull(kept.get("shop " + minute));
            assertThat(window.newTemplates()).as("new at " + minute).isBetween(least, least + possible);
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyMessageIsCountedOnce_underTheIdOfTheModelThatServesLast(long seed) throws IOException {
        Random random = new Random(seed);
        alike = random.nextBoolean();
        MemoryStore store = new MemoryStore();
        ModelDirectory.Named model = model("v0", random);
        int lives = 1 + random.nextInt(3);
        for (int life = 0; life < lives; life++) {
            clock = next;
            write(random, 1 + random.nextInt(10));
            try (Engine engine = engine(model, store)) {
                engine.start();
                for (int swaps = random.nextInt(3); swaps > 0; swaps--) {
                    model = model("v" + unknown.size(), random);
                    assertThat(engine.adopt(model)).isTrue();
                    write(random, 1 + random.nextInt(10));
                }
                awaitAll(engine);
                assertThat(nameless).isEmpty();
                assertReadBy(model, engine);
                if (alike) {
                    assertThat(forecast(model, engine)).isEqualTo(forecastOfOneThatHadItFromTheBeginning(model));
                }
            }
            model = random.nextBoolean() ? model : model("v" + unknown.size(), random);
        }
        written.remove(next);
        Map<String, Window> kept = ResolvedWindows.of(store);
        Map<String, Map<String, Integer>> expected = new TreeMap<>();
        written.forEach((minute, kinds) -> expected.put("shop " + minute, count(kinds)));
        Map<String, Map<String, Integer>> actual = new TreeMap<>();
        kept.forEach((key, window) -> actual.put(key, window.templates()));
        assertThat(actual).as("seed %s", seed).isEqualTo(expected);
        assertNewOnce(kept);
    }

    /** Its ids are told under its own name; the agent that goes on after it knows their texts all the same. */
    @Test
    void windowThatABackfillHasCounted_isReadByTheModel_too() {
        MemoryStore store = new MemoryStore();
        Template told = new Template("b0", message(0));
        Window counted = Histories.window("shop", 0, Map.of(Severity.INFO, 2), Map.of("b0", 2), Map.of());
        store.windowWriter().append("backfill", List.of(counted), List.of(new StoredTemplate(told.id(), told.text())));
        Memos memos = new Memos(
                "v1",
                Memos.NEVER,
                new AssemblerState(counted.end(), List.of(new AssemblerState.Row("shop", counted.end(), 0))),
                Novelty.NONE,
                Map.of());
        store.windowWriter().commit(new Checkpoint("agent", List.of(), List.of(), List.of(), memos.write()));

        Template known = new Template("k0", message(0));
        try (Engine engine = engine(SomeModel.named("v2", config(), START, List.of(known)), store)) {
            assertThat(last(engine)).extracting(Window::templates).containsExactly(Map.of("k0", 2));
        }
    }
}
