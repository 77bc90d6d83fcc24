package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.event.Severity;
import io.portent.store.Store;
import io.portent.store.StoredTemplate;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory
final class BackfillTest {
    private static final int MINUTES = 3000;
    private static final Instant LATER = Histories.minute(MINUTES + 10);

    @TempDir
    Path directory;

    private final Store store = new MemoryStore();

    @BeforeEach
    void logs() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int minute = 0; minute < MINUTES; minute++) {
            lines.append(
                    line(minute, "request " + minute + " served with status " + (minute % 3 == 0 ? "200" : "500")));
            if (minute % 50 == 0) {
                lines.append(line(minute, "pool nearly empty"));
            }
        }
        Files.writeString(directory.resolve("app.json"), lines);
    }

    private static String line(int minute, String message) {
        return "{\"@timestamp\":\"%s\",\"level\":\"INFO\",\"logger_name\":\"a.B\",\"message\":\"%s\"}%n"
                .formatted(Histories.minute(minute), message);
    }

    private Backfill.Outcome backfill(Instant now) throws IOException {
        AgentConfig config = ConfigFile.parse("test", """
                sources: [{name: app, files: ["%1$s/app.json"], format: logstash}]
                window: {length: 1m, lateness: 0s}
                model: {directory: "%1$s/models"}
                """.formatted(directory), Map.of());
        return new Backfill(config, store, InstantSource.fixed(now), (what, events) -> {}).run(null, null);
    }

    private List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        store.windowReader().windows(null, TimeSpan.ALL, windows::add);
        return windows;
    }

    @Test
    void oldLogs_becomeWindowsWhoseIdsAreTold() throws IOException {
        Backfill.Outcome outcome = backfill(LATER);

        List<Window> windows = windows();
        assertThat(windows).hasSize(MINUTES);
        assertThat(outcome.windows()).isEqualTo(MINUTES);
        assertThat(outcome.first()).isEqualTo(Histories.START);
        assertThat(outcome.last()).isEqualTo(Histories.minute(MINUTES));
        assertThat(windows.stream().mapToInt(Window::events).sum()).isEqualTo(MINUTES + MINUTES / 50);
        Set<String> told = new HashSet<>();
        store.windowReader().templates().stream().map(StoredTemplate::id).forEach(told::add);
        assertThat(windows)
                .allSatisfy(window ->
                        assertThat(told).containsAll(window.templates().keySet()));
        assertThat(windows.get(30).values()).as("the status").isNotEmpty();
    }

    @Test
    void runAgain_changesNothing() throws IOException {
        backfill(LATER);
        List<Window> before = windows();
        List<StoredTemplate> told = store.windowReader().templates();
        backfill(LATER);
        assertThat(windows()).isEqualTo(before);
        assertThat(store.windowReader().templates()).isEqualTo(told);
    }

    @Test
    void windowsOfARunningAgent_stay() throws IOException {
        List<Window> live = new ArrayList<>();
        for (int minute = 700; minute < 900; minute++) {
            live.add(new Window(
                    "service",
                    Histories.minute(minute),
                    Duration.ofMinutes(1),
                    Map.of(Severity.ERROR, 7),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    0,
                    Duration.ZERO));
        }
        store.windowWriter().append("agent", live, List.of());

        Backfill.Outcome outcome = backfill(LATER);

        assertThat(outcome.skipped()).isEqualTo(200);
        assertThat(outcome.windows()).isEqualTo(MINUTES - 200);
        assertThat(windows().subList(700, 900)).isEqualTo(live);
    }

    /** The rest of the minute is still to be written to the log: half of it would stand in the way of the whole. */
    @Test
    void minuteThatIsNotOver_isNotWritten() throws IOException {
        Backfill.Outcome outcome = backfill(Histories.minute(1000).plusSeconds(30));
        assertThat(outcome.last()).isEqualTo(Histories.minute(1000));
        assertThat(windows()).hasSize(1000);
    }
}
