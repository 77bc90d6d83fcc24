package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.metrics.NoMetrics;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent that stands still for minutes (its machine sleeps, its container is paused or gets no processor) while the service
 * goes on. When it wakes up, the clock is far ahead of what it has read; the lines that lie there are not late for that.
 */
class PausedAgentTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int PAUSES = 8;
    private static final int MINUTES = 10;

    @TempDir
    private Path directory;

    private volatile Instant clock = START;
    private final Map<Instant, Integer> written = new TreeMap<>();

    private AgentConfig config() {
        return ConfigFile.parse("test", """
                entity: shop
                sources: [{name: app, files: ["%1$s/app.json"], format: logstash}]
                window: {length: 1m, lateness: 30s}
                forecast: {horizons: [5m], data_window: 12}
                """.formatted(directory), Map.of());
    }

    /** Minutes that have passed, all at once. */
    private void pause() throws IOException {
        StringBuilder lines = new StringBuilder();
        Instant from = clock;
        for (int second = 0; second < 60 * MINUTES; second += 7) {
            Instant at = from.plusSeconds(second);
            written.merge(config().window().startOf(at), 1, Integer::sum);
            lines.append("{\"@timestamp\":\"%s\",\"level\":\"INFO\",\"message\":\"done\"}%n".formatted(at));
        }
        Files.writeString(directory.resolve("app.json"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        clock = from.plusSeconds(60 * MINUTES);
    }

    private static Map<Instant, Integer> kept(MemoryStore store) {
        Map<Instant, Integer> kept = new TreeMap<>();
        store.windowReader().windows(null, TimeSpan.ALL, window -> kept.put(window.start(), window.events()));
        return kept;
    }

    @Test
    void whatTheServiceLoggedMeanwhile_isCounted() throws IOException {
        MemoryStore store = new MemoryStore();
        try (Engine engine = new Engine(
                config(),
                null,
                () -> clock,
                new NoMetrics(),
                Past.none("agent", config(), START),
                (reader, checkpoint) -> store.windowWriter().commit(checkpoint),
                (reader, window) -> {})) {
            engine.start();
            await().atMost(Duration.ofMinutes(1)).until(engine::caughtUp);
            for (int i = 0; i < PAUSES; i++) {
                pause();
                await().atMost(Duration.ofMinutes(1)).until(() -> kept(store).size() == written.size() - 1);
            }
            clock = clock.plusSeconds(30);
            await().atMost(Duration.ofMinutes(1)).until(() -> kept(store).size() == written.size());
        }
        assertThat(kept(store)).isEqualTo(written);
    }
}
