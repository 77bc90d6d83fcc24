package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon whose clock jumps, alone and together with that of the service, and comes back each time. What was stored stays, and
 * soon after each return every second's lines are counted again, neither more nor less.
 */
class ClockJumpTest {
    private static final Duration JUMP = Duration.ofMillis(1500);
    private static final Duration QUIET = Duration.ofSeconds(6);
    /** The lateness, and the second within which the clock went or came back. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private volatile Duration agentAhead = Duration.ZERO;
    private volatile Duration serviceAhead = Duration.ZERO;
    private final List<Instant> jumps = new ArrayList<>();

    private AgentConfig config() {
        return ConfigFile.parse("test", """
                entity: shop
                sources: [{name: app, files: ["%1$s/app.log"], format: logstash}]
                window: {length: 1s, lateness: 1s}
                forecast: {horizons: [5s], data_window: 5, every: 1s}
                model: {directory: "%1$s/models"}
                store: {url: "jdbc:sqlite:%1$s/store.db"}
                web: {listen: "127.0.0.1:0"}
                """.formatted(directory), Map.of());
    }

    private Map<Instant, Integer> stored() {
        Map<Instant, Integer> windows = new TreeMap<>();
        try (Store store = Stores.open(config().store())) {
            store.windowReader().windows(null, TimeSpan.ALL, window -> windows.put(window.start(), window.events()));
        }
        return windows;
    }

    private static double runs(Daemon daemon) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.port() + "/metrics"))
                .build();
        String page = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(page).contains("portent_forecast_run_failures_total 0.0");
        return page.lines()
                .filter(line -> line.startsWith("portent_forecast_runs_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    private static void pass(Duration length) {
        Instant end = Instant.now().plus(length);
        await().atMost(length.multipliedBy(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Instant.now().isAfter(end));
    }

    private void jump(Daemon daemon, Duration agent, Duration service) throws IOException, InterruptedException {
        Map<Instant, Integer> before = stored();
        before.values().removeIf(events -> events == 0); // silence of a time that had not come yet
        double runs = runs(daemon);
        jumps.add(Instant.now());
        agentAhead = agent;
        serviceAhead = service;
        pass(JUMP);
        agentAhead = Duration.ZERO;
        serviceAhead = Duration.ZERO;
        pass(QUIET);
        assertThat(stored()).as("what was stored before").containsAllEntriesOf(before);
        assertThat(runs(daemon)).as("forecasts").isGreaterThan(runs + 2);
    }

    private boolean calm(Instant second) {
        return jumps.stream()
                .noneMatch(jump -> second.isAfter(jump.minus(SETTLING))
                        && second.isBefore(jump.plus(JUMP).plus(SETTLING)));
    }

    @Test
    void whatWasStoredStaysAndAfterItEverySecondIsCounted() throws Exception {
        Duration years = Duration.ofDays(400);
        Map<Instant, Integer> written;
        Instant end;
        try (GrowingLog log = new GrowingLog(
                        directory.resolve("app.log"), () -> Instant.now().plus(serviceAhead), 1);
                Daemon daemon = new Daemon(
                        config(), null, new Dl4jNetworks(), () -> Instant.now().plus(agentAhead))) {
            daemon.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> stored().size() > 3);
            jump(daemon, Duration.ofHours(-3), Duration.ZERO);
            jump(daemon, years, years);
            end = Instant.now().minus(SETTLING).truncatedTo(ChronoUnit.SECONDS);
            log.end();
            written = log.written();
        }
        Map<Instant, Integer> stored = stored();
        written.forEach((second, lines) -> assertThat(stored.getOrDefault(second, 0))
                .as("%s, jumps at %s", second, jumps)
                .isLessThanOrEqualTo(lines));
        Map<Instant, Integer> calm = new TreeMap<>(written);
        calm.keySet().removeIf(second -> !calm(second) || second.isAfter(end));
        assertThat(calm).hasSizeGreaterThan(5);
        assertThat(stored).as("jumps at %s", jumps).containsAllEntriesOf(calm);
    }
}
