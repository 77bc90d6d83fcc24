package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.FakeNetworks;
import io.portent.Histories;
import io.portent.bundle.Bundle;
import io.portent.bundle.file.Alias;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.config.Difference;
import io.portent.drift.DriftFitter;
import io.portent.event.Severity;
import io.portent.feed.FakeSystem;
import io.portent.feed.FakeSystem.Answer;
import io.portent.parse.Template;
import io.portent.pipeline.Novelty;
import io.portent.store.Checkpoint;
import io.portent.store.StoredTemplate;
import io.portent.store.jdbc.JdbcStore;
import io.portent.window.AssemblerState;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A daemon within this process whose configuration is written anew as a test says. Its clock shows a day of March; its store holds two days
 * of a service that has become ten times louder on the second; its model calls that
 * red. Since then it has been silent for some minutes.
 */
final class ReconfiguredAgent implements AutoCloseable {
    static final int DAY = 1_440;
    static final Instant NOW = Histories.minute(2 * DAY + 8).plusSeconds(30);

    private static final Duration LONG = Duration.ofSeconds(25);
    private static final Template KIND = new Template("k", "some <*> came");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path directory;
    private final long begun = System.nanoTime();
    private final FakeSystem system = new FakeSystem(
            asked -> Answer.json(asked.path().contains("annotations") ? "[]" : "{\"data\": {\"result\": []}}"));
    private final Map<String, String> base;
    private final Daemon daemon;
    private AgentConfig inForce;
    private volatile CountDownLatch go = new CountDownLatch(0);

    ReconfiguredAgent(Path directory) throws IOException {
        this.directory = directory;
        this.base = new TreeMap<>(Map.of(
                "forecast.horizons", "[5m]",
                "forecast.data_window", "12",
                "forecast.every", "1s",
                "forecast.at_once", "0s",
                "forecast.stale_after", "1h",
                "model.directory", directory + "/models",
                "model.max_drift", "1000000",
                "store.url", "\"" + url() + "\"",
                "store.retention", "3650d"));
        base.put("window.lateness", "1s");
        base.put("retrain.memory", "128MiB");
        base.put("retrain.cron", "\"0 0 3 1 1 ? 2099\"");
        base.put("web.listen", "\"127.0.0.1:0\"");
        AgentConfig config = read(write(Map.of(), ""));
        inForce = config;
        fill(config);
        FakeNetworks networks = new FakeNetworks((seed, fits, memory, output) -> memory > 0.5 ? 0.9f : 0.01f);
        daemon = new Daemon(config, file(), () -> read(file()), networks, InputStream.nullInputStream(), this::now);
        daemon.start();
        await().atMost(LONG)
                .until(() -> !daemon.published().isEmpty() && forecast().equals("known"));
    }

    private static List<Window> windows(int from, int to, int events) {
        List<Window> windows = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            Map<Severity, Integer> severities = Map.of(Severity.INFO, events + minute % 3);
            windows.add(Histories.window("shop", minute, severities, Map.of("k", events + minute % 3), Map.of()));
        }
        return windows;
    }

    private void fill(AgentConfig config) throws IOException {
        Bundle plain = SomeModel.named("any", config, Histories.minute(DAY), List.of(KIND), 0.5)
                .bundle();
        ModelDirectory models = new ModelDirectory(config.model().directory());
        models.crown(plain.withDrift(DriftFitter.fit(windows(0, DAY, 3), plain.codec(), Set.of("k"))));
        models.point(Alias.CHALLENGER, models.keep(plain));
        Instant end = Histories.minute(2 * DAY);
        Memos memos = new Memos(
                "other",
                Memos.NEVER,
                new AssemblerState(end, List.of(new AssemblerState.Row("shop", end, 0))),
                Novelty.NONE,
                Map.of());
        List<Window> all = windows(0, DAY, 3);
        all.addAll(windows(DAY, 2 * DAY, 30));
        try (JdbcStore store = store()) {
            List<StoredTemplate> told = List.of(new StoredTemplate(KIND.id(), KIND.text()));
            store.windowWriter().commit(new Checkpoint("agent", all, told, List.of(), memos.write()));
        }
    }

    /** Goes as time does; readers of sources that are added while they are held wait for it. */
    private Instant now() {
        String thread = Thread.currentThread().getName();
        if (thread.startsWith("source-") && !thread.equals("source-0")) {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return NOW.plusNanos(System.nanoTime() - begun);
    }

    CountDownLatch holdAddedSources() {
        go = new CountDownLatch(1);
        return go;
    }

    private Path file() {
        return directory.resolve("agent.yaml");
    }

    Path directory() {
        return directory;
    }

    FakeSystem system() {
        return system;
    }

    private String url() {
        return "jdbc:sqlite:" + directory.resolve("portent.db");
    }

    JdbcStore store() {
        return JdbcStore.open(url(), Duration.ofSeconds(20));
    }

    private static AgentConfig read(Path file) {
        return ConfigFile.load(file, Map.of());
    }

    /** @param others by key, as YAML writes them, in the place of those of the beginning */
    private Path write(Map<String, String> others, String sources) throws IOException {
        Map<String, String> all = new TreeMap<>(base);
        all.putAll(others);
        StringBuilder yaml =
                new StringBuilder("entity: shop\nsources: [{name: app, files: [\"%s/app.log\"], format: logstash}%s]%n"
                        .formatted(directory, sources));
        all.entrySet().stream()
                .collect(Collectors.groupingBy(
                        one -> one.getKey().replaceFirst("\\..*", ""), TreeMap::new, Collectors.toList()))
                .forEach((section, keys) -> yaml.append(keys.stream()
                        .map(one -> one.getKey().substring(section.length() + 1) + ": " + one.getValue())
                        .collect(Collectors.joining(", ", section + ": {", "}\n"))));
        return Files.writeString(file(), yaml);
    }

    /** Has it take this, and returns which keys that has changed. */
    List<String> take(Map<String, String> others) throws IOException, InterruptedException {
        AgentConfig before = inForce;
        assertThat(tried(others, "")).isEmpty();
        return Difference.between(before, inForce).live();
    }

    /** The same of a source more: its files do not exist. */
    void takeWithAnotherSource(Map<String, String> others) throws IOException, InterruptedException {
        assertThat(tried(others, ", {name: side, files: [\"%s/side.log\"]}".formatted(directory)))
                .isEmpty();
    }

    /** Whether that was refused. */
    boolean refuses(Map<String, String> others) throws IOException, InterruptedException {
        return !tried(others, "").isEmpty();
    }

    private String tried(Map<String, String> others, String sources) throws IOException, InterruptedException {
        write(others, sources);
        daemon.reload();
        boolean taken = metric("portent_config_last_reload_successful") == 1;
        inForce = taken ? read(file()) : inForce;
        return taken ? "" : Files.readString(file()) + " is refused";
    }

    void until(String what, Callable<Boolean> shown) {
        await(what).atMost(LONG).until(shown);
    }

    /** What is said of the service: why it is unknown, or that it is known. */
    String forecast() {
        return daemon.published().stream()
                .map(one -> one.unknown() == null ? "known" : one.unknown())
                .findFirst()
                .orElse("nothing");
    }

    String page(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.port() + path))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** NaN where there is no such series. */
    double metric(String series) throws IOException, InterruptedException {
        return page("/metrics")
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    boolean isObserved(String state) throws IOException, InterruptedException {
        return metric("portent_health{entity=\"shop\",portent_health=\"" + state + "\",}") == 1;
    }

    void log(String level, String message) throws IOException {
        Files.writeString(
                directory.resolve("app.log"),
                "{\"@timestamp\":\"%s\",\"level\":\"%s\",\"message\":\"%s\"}%n".formatted(now(), level, message),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        system.close();
    }
}
