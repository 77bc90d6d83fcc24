package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.Histories;
import io.portent.SmallService;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.RetrainReceipt.Verdict;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.metrics.NoMetrics;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that ended long ago: a daemon that has idled over them must not teach its own waiting. */
final class IdledStoreTest {
    private static final int MINUTES = 3_000;
    /** The second entity ends earlier, so that its silence lies partly within the time of the first one. */
    private static final int STOCK_ENDS = 2_700;

    private static final Instant LATER = Histories.minute(MINUTES + 2_000);

    @TempDir
    private Path directory;

    @BeforeEach
    void logs() throws IOException {
        SmallService.write(directory, 0, MINUTES, 5);
        Path log = directory.resolve("app.json");
        String end = Histories.minute(STOCK_ENDS).toString();
        Files.writeString(
                log,
                Files.readAllLines(log).stream()
                        .filter(line ->
                                line.contains("\"shop\"") || line.substring(15).compareTo(end) < 0)
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    private AgentConfig config(String name) {
        return ConfigFile.parse("test", """
                entity: {field: service}
                sources: [{name: app, files: ["%1$s/app.json"], format: logstash}]
                window: {length: 1m, lateness: 30s}
                forecast: {data_window: 6, horizons: [5m, 15m]}
                model: {units: 4, epochs: 4, ensemble: 1, max_age: 10000d, directory: "%1$s/%2$s"}
                labels: {files: ["%1$s/labels.csv"], default: green, rules: [{state: red, silence: 3m}]}
                """.formatted(directory, name), Map.of());
    }

    private Store backfilled() throws IOException {
        Store store = new MemoryStore();
        new Backfill(config("none"), store, InstantSource.fixed(LATER), (doing, events) -> {}).run(null, null);
        return store;
    }

    /** Reads to the end, and then waits for lines from there until the given time. */
    private Store idledUntil(Instant now) {
        MemoryStore store = new MemoryStore();
        AgentConfig config = config("none");
        Past past = Past.of(store, "agent", config, Histories.START);
        try (Engine engine = new Engine(
                config,
                null,
                InstantSource.fixed(now),
                new NoMetrics(),
                past,
                (reader, checkpoint) -> store.windowWriter().commit(checkpoint),
                (reader, window) -> {})) {
            engine.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> engine.takenUpTo().equals(now));
            assertThat(engine.failure()).isNull();
        }
        return store;
    }

    private static List<Window> windows(Store store) {
        List<Window> windows = new ArrayList<>();
        store.windowReader().windows(null, TimeSpan.ALL, windows::add);
        return windows;
    }

    private RetrainReceipt retrain(String name, Store store) throws IOException {
        AgentConfig config = config(name);
        TimeSpan held =
                Objects.requireNonNull(Retraining.held(store, config.window().length()));
        return new Retraining(config, new Dl4jNetworks(), store, InstantSource.fixed(LATER), new Patient(), "the test")
                .run(held, false);
    }

    private byte[] bundle(String name, RetrainReceipt receipt) throws IOException {
        return new ModelDirectory(directory.resolve(name)).bytes(Objects.requireNonNull(receipt.challenger()));
    }

    @Test
    void aDayOfWaiting_changesNeitherVerdictNorBundle() throws IOException {
        Store backfilled = backfilled();
        Store idled = idledUntil(LATER);
        assertThat(windows(idled))
                .as("the day is stored")
                .hasSizeGreaterThan(windows(backfilled).size() + 1_000);

        RetrainReceipt expected = retrain("a", backfilled);
        RetrainReceipt actual = retrain("b", idled);

        assertThat(expected.verdict()).isNotEqualTo(Verdict.TOO_FEW);
        assertThat(actual.contests()).isEqualTo(expected.contests());
        assertThat(actual).isEqualTo(expected);
        assertThat(bundle("b", actual)).isEqualTo(bundle("a", expected));
    }
}
