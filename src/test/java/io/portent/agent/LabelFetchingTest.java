package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.feed.FakeSystem;
import io.portent.feed.FakeSystem.Answer;
import io.portent.feed.FakeSystem.Asked;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LabelFetchingTest {
    private static final String EMPTY = "{\"data\": {\"result\": []}}";
    private static final String REGION = """
            [{"id": 1, "time": 1772582400000, "timeEnd": 1772586000000, "tags": ["outage"], "text": "disk"}]""";

    private volatile Instant now = Instant.parse("2026-03-04T06:00:00Z");
    private final MemoryStore store = new MemoryStore();
    private volatile boolean down;
    private final FakeSystem system = new FakeSystem(asked ->
            down ? new Answer(500, "", Map.of()) : Answer.json(asked.path().contains("annotations") ? REGION : EMPTY));

    @Test
    void theFirstQuestion_goesBackAsConfigured_furtherOnesToTheLast() {
        LabelFetching fetching = fetching("labels: {fetch_since: 2d, prometheus: {url: %s}}");
        fetching.run();
        assertThat(starts()).containsExactly("2026-03-02T06:00:00Z");
        now = now.plus(Duration.ofMinutes(5));
        fetching.run();
        assertThat(starts()).containsExactly("2026-03-02T06:00:00Z", "2026-03-04T05:50:00Z");
    }

    @Test
    void whatWasMissedWhileItFailed_isAskedForOnceItAnswers() {
        LabelFetching fetching = fetching("labels: {fetch_since: 1h, prometheus: {url: %s}}");
        fetching.run();
        down = true;
        for (int i = 0; i < 3; i++) {
            now = now.plus(Duration.ofHours(10));
            fetching.run();
        }
        down = false;
        fetching.run();
        List<String> starts = starts();
        assertThat(starts.get(starts.size() - 1)).isEqualTo("2026-03-04T05:50:00Z");
    }

    @Test
    void oneThatFails_keepsNoOtherFromBeingAsked() {
        LabelFetching fetching = fetching(
                "entity: shop\nlabels: {prometheus: {url: 'http://127.0.0.1:1'}, grafana: {url: %s, tags: [outage]}}");
        fetching.run();
        assertThat(store.labels().labels(TimeSpan.ALL)).hasSize(1);
    }

    @Test
    void aClockThatWasSetBack_isNoFailure() {
        LabelFetching fetching = fetching("labels: {prometheus: {url: %s}}");
        fetching.run();
        now = now.minus(Duration.ofDays(1));
        fetching.run();
        now = now.plus(Duration.ofMinutes(5));
        fetching.run();
        assertThat(starts()).last().isEqualTo("2026-03-03T05:50:00Z");
    }

    @Test
    void nothingConfigured_nothingIsNeeded() {
        assertThat(fetching("entity: shop").isNeeded()).isFalse();
        assertThat(fetching("labels: {grafana: {url: %s}}").isNeeded()).isTrue();
    }

    private LabelFetching fetching(String yaml) {
        AgentConfig config = ConfigFile.parse("agent.yaml", yaml.formatted(system.url()), Map.of());
        return new LabelFetching(config, () -> store, () -> now, length -> {});
    }

    private List<String> starts() {
        return system.asked().stream()
                .map(Asked::query)
                .filter(query -> query.containsKey("start"))
                .map(query -> Instant.ofEpochSecond(
                                Long.parseLong(query.getOrDefault("start", "").replace(".000", "")))
                        .toString())
                .distinct()
                .toList();
    }
}
