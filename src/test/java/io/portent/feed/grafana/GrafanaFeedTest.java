package io.portent.feed.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.feed.EntityNaming;
import io.portent.feed.FakeSystem;
import io.portent.feed.FakeSystem.Answer;
import io.portent.feed.FakeSystem.Asked;
import io.portent.feed.FeedException;
import io.portent.feed.FetchReport;
import io.portent.feed.Ignored;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Changes;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against answers in the shape of Grafana's documentation; no Grafana is asked. */
@Timeout(30)
final class GrafanaFeedTest {
    private static final Instant BASE = Instant.parse("2026-03-04T00:00:00Z");
    private static final TimeSpan DAY = new TimeSpan(BASE, BASE.plusSeconds(86_400));
    private static final Instant NOW = BASE.plusSeconds(90_000);

    private final List<String> annotations = new ArrayList<>();
    private final FakeSystem system = new FakeSystem(this::answer);
    private final MemoryStore store = new MemoryStore();

    @Test
    void aRegion_isALabel_andAPointWithTheTagForIt_anIntervention() {
        annotation(1, 600, 1200L, "disk full", "outage", "service:shop");
        annotation(2, 3000, 3000L, "release 1.2.3", "deploy", "service:shop");
        FetchReport report = fetch();
        assertThat(report.labels()).isEqualTo(new Changes(1, 0, 0));
        assertThat(report.interventions()).isEqualTo(1);
        assertThat(labels())
                .containsExactly(new Label("shop", HealthState.ORANGE, at(600), at(1200), "grafana", "disk full"));
        assertThat(interventions())
                .extracting(Intervention::entity, Intervention::time, Intervention::source, Intervention::note)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("shop", at(3000), "grafana", "release 1.2.3"));
    }

    @Test
    void askedAgain_nothingIsNew_andWhatWasChangedThereIsChangedHere() {
        annotation(1, 600, 1200L, "disk full", "outage", "service:shop");
        annotation(2, 3000, 3000L, "release", "deploy", "service:shop");
        fetch();
        FetchReport again = fetch();
        assertThat(again.labels()).isEqualTo(new Changes(0, 0, 1));
        assertThat(again.interventions()).isZero();
        annotations.clear();
        annotation(1, 600, 1500L, "disk full, and longer", "outage", "service:shop");
        assertThat(fetch().labels()).isEqualTo(new Changes(0, 1, 0));
        assertThat(labels()).extracting(Label::end).containsExactly(at(1500));
        assertThat(interventions()).hasSize(1);
    }

    @Test
    void whatSaysNothing_isCounted() {
        annotation(1, 600, 600L, "a point", "outage", "service:shop");
        annotation(2, 600, 900L, "of nobody", "outage");
        annotation(3, 600, null, "a point of an older Grafana", "outage", "service:shop");
        assertThat(fetch().ignored()).isEqualTo(Map.of(Ignored.NO_DURATION, 2, Ignored.NO_ENTITY, 1));
        assertThat(labels()).isEmpty();
    }

    @Test
    void theQuestion_namesTimesTagAndKind_andBearsTheToken() {
        fetch();
        assertThat(system.asked()).extracting(Asked::path).containsOnly("/api/annotations");
        assertThat(system.asked()).extracting(Asked::authorization).containsOnly("Bearer 0123456789abcdef");
        assertThat(system.asked())
                .extracting(asked -> asked.query().get("tags"))
                .containsExactly("outage", "deploy");
        assertThat(system.asked().get(0).query())
                .containsEntry("from", Long.toString(BASE.toEpochMilli()))
                .containsEntry("to", Long.toString(BASE.plusSeconds(86_400).toEpochMilli()))
                .containsEntry("type", "annotation")
                .containsEntry("limit", "1000");
    }

    @Test
    void moreThanOneAnswerHolds_isAskedInPieces() {
        for (int i = 0; i < 2500; i++) {
            annotation(i, i * 30L, i * 30L + 20L, "n", "outage", "service:shop");
        }
        assertThat(fetch().labels()).isEqualTo(new Changes(2500, 0, 0));
    }

    @Test
    void whatIsWrong_isSaid() {
        try (FakeSystem refusing =
                new FakeSystem(asked -> new Answer(401, "{\"message\":\"Invalid API key\"}", Map.of()))) {
            assertThatThrownBy(() -> feed(refusing).fetch(DAY, store, NOW))
                    .isInstanceOf(FeedException.class)
                    .hasMessage(refusing.url() + "/api/annotations answered 401: Invalid API key");
        }
        try (FakeSystem other = new FakeSystem(asked -> Answer.json("[{\"id\": 1, \"time\": \"today\"}]"))) {
            assertThatThrownBy(() -> feed(other).fetch(DAY, store, NOW))
                    .hasMessage(
                            other.url()
                                    + " answered with something else than annotations: [0].time must be a whole number, was \"today\"");
        }
    }

    @Test
    void theToken_isNotShown() {
        assertThat(spec(system).toString()).doesNotContain("0123456789abcdef");
    }

    private FetchReport fetch() {
        return feed(system).fetch(DAY, store, NOW);
    }

    private static GrafanaFeed feed(FakeSystem system) {
        return new GrafanaFeed(spec(system), length -> {});
    }

    private static GrafanaSpec spec(FakeSystem system) {
        return new GrafanaSpec(
                system.url(),
                "0123456789abcdef",
                List.of("outage"),
                HealthState.ORANGE,
                List.of("deploy"),
                new EntityNaming(null, "service"));
    }

    private List<Label> labels() {
        return store.labels().labels(TimeSpan.ALL).stream().map(Recorded::label).toList();
    }

    private List<Intervention> interventions() {
        return store.interventions().interventions(TimeSpan.ALL);
    }

    private void annotation(int id, long start, @Nullable Long end, String text, String... tags) {
        String quoted = String.join("\",\"", Arrays.asList(tags));
        annotations.add("""
                {"id":%d,"alertId":0,"dashboardId":468,"dashboardUID":"uGlb_lG7z","panelId":2,"userId":1,"userName":"",
                 "newState":"","prevState":"","time":%d,%s"text":"%s","metric":"","tags":["%s"],"data":{}}""".formatted(
                        id,
                        at(start).toEpochMilli(),
                        end == null ? "" : "\"timeEnd\":" + at(end).toEpochMilli() + ",",
                        text,
                        quoted));
    }

    /** Those that overlap the time and have the tag, at most as many as are asked for. */
    private Answer answer(Asked asked) {
        long from = Long.parseLong(asked.query().getOrDefault("from", ""));
        long to = Long.parseLong(asked.query().getOrDefault("to", ""));
        int limit = Integer.parseInt(asked.query().getOrDefault("limit", "100"));
        List<String> found = annotations.stream()
                .filter(one -> one.contains("\"" + asked.query().get("tags") + "\""))
                .filter(one ->
                        number(one, "time") <= to && Math.max(number(one, "time"), number(one, "timeEnd")) >= from)
                .limit(limit)
                .toList();
        return Answer.json("[" + String.join(",", found) + "]");
    }

    private static long number(String json, String name) {
        int at = json.indexOf("\"" + name + "\":");
        return at < 0
                ? 0
                : Long.parseLong(json.substring(at + name.length() + 3).split("[,}]", 2)[0]);
    }

    private static Instant at(long second) {
        return BASE.plusSeconds(second);
    }
}
