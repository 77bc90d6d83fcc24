package io.portent.feed.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.feed.AlertMapping;
import io.portent.feed.EntityNaming;
import io.portent.feed.FakeSystem;
import io.portent.feed.FakeSystem.Answer;
import io.portent.feed.FeedException;
import io.portent.feed.FetchReport;
import io.portent.feed.Ignored;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.LabelBook.Changes;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PrometheusFeedTest {
    private static final Instant BASE = Instant.parse("2026-03-04T00:00:00Z");
    private static final String ERRORS =
            "{\"__name__\":\"ALERTS\",\"alertname\":\"HighErrors\",\"alertstate\":\"firing\",\"service\":\"shop\",\"severity\":\"critical\"}";

    private final FakePrometheus prometheus = new FakePrometheus();
    private final FakeSystem system = prometheus.start();
    private final MemoryStore store = new MemoryStore();

    @Test
    void anAlertThatFired_isALabel_andAskedAgainNothingNew() {
        prometheus.series.put(ERRORS, List.of(span(600, 1200)));
        FetchReport report = fetch(feed(), 0, 3600, 7200);
        assertThat(report.labels()).isEqualTo(new Changes(1, 0, 0));
        assertThat(labels())
                .containsExactly(new Label("shop", HealthState.RED, at(600), at(1230), "prometheus", "HighErrors"));
        assertThat(fetch(feed(), 0, 7200, 7200).labels()).isEqualTo(new Changes(0, 0, 1));
        assertThat(system.asked().get(0).query())
                .containsEntry("query", "ALERTS{alertstate=\"firing\"}")
                .containsEntry("start", "1772582400.000")
                .containsEntry("step", "30.000");
    }

    @Test
    void anAlertThatFiresNow_isOpen_andEndsOnceItIsOver() {
        prometheus.series.put(ERRORS, List.of(span(600, 100_000)));
        PrometheusFeed feed = feed();
        fetch(feed, 0, 3600, 3600);
        assertThat(labels()).extracting(Label::end).containsOnlyNulls();
        prometheus.series.put(ERRORS, List.of(span(600, 3800)));
        assertThat(fetch(feed, 3300, 3900, 3900).labels()).isEqualTo(new Changes(0, 1, 0));
        assertThat(labels())
                .extracting(Label::start, Label::end)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(at(600), at(3810)));
    }

    @Test
    void whatWasOpenBeforeARestart_endsWhenItEnded_howeverLongAgo() {
        prometheus.series.put(ERRORS, List.of(span(600, 5000)));
        fetch(feed(), 0, 3600, 3600);
        assertThat(labels()).extracting(Label::end).containsOnlyNulls();
        fetch(feed(), 90_000, 100_000, 100_000);
        assertThat(labels()).extracting(Label::end).containsExactly(at(5010));
    }

    @Test
    void whatIsOpenAndNoLongerAskedFor_isClosed() {
        prometheus.series.put(ERRORS, List.of(span(600, 100_000)));
        fetch(feed(), 0, 3600, 3600);
        prometheus.series.clear();
        PrometheusFeed other = feed(null, new Watched("something_else", HealthState.RED, "service"));
        fetch(other, 3600, 7200, 7200);
        assertThat(labels()).extracting(Label::end).containsExactly(at(3630));
    }

    @Test
    void anIntervalThatWasToldInPieces_isOneLabel_inAnyOrderOfThePieces() {
        prometheus.series.put(ERRORS, List.of(span(600, 5000)));
        fetch(feed(), 0, 2000, 10_000);
        fetch(feed(), 4000, 6000, 10_000);
        assertThat(labels()).hasSize(2);
        FetchReport joined = fetch(feed(), 2000, 4000, 10_000);
        assertThat(joined.merged()).isEqualTo(1);
        assertThat(labels())
                .extracting(Label::start, Label::end)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(at(600), at(5010)));
    }

    @Test
    void aLabelThatWasTakenForEnded_opensAgain_whenItLastsOn() {
        prometheus.series.put(ERRORS, List.of(span(600, 100_000)));
        fetch(feed(), 0, 2000, 10_000);
        assertThat(labels()).extracting(Label::end).containsExactly(at(2010));
        fetch(feed(), 2000, 10_000, 10_000);
        assertThat(labels())
                .extracting(Label::start, Label::end)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(at(600), null));
        assertThat(fetch(feed(), 2000, 10_000, 10_000).labels()).isEqualTo(new Changes(0, 0, 1));
    }

    @Test
    void whatPrometheusHasForgotten_stays() {
        prometheus.series.put(ERRORS, List.of(span(600, 1200)));
        fetch(feed(), 0, 3600, 7200);
        prometheus.series.clear();
        fetch(feed(), 0, 7200, 7200);
        assertThat(labels()).hasSize(1);
    }

    @Test
    void alertsThatSayNothing_areCounted() {
        prometheus.series.put(ERRORS.replace("HighErrors", "PortentRed"), List.of(span(0, 100)));
        prometheus.series.put(ERRORS.replace("critical", "info"), List.of(span(0, 100)));
        prometheus.series.put(ERRORS.replace("\"service\"", "\"team\""), List.of(span(0, 100)));
        FetchReport report = fetch(feed(), 0, 3600, 3600);
        assertThat(report.ignored())
                .isEqualTo(Map.of(Ignored.OWN_ALERT, 1, Ignored.NOT_MAPPED, 1, Ignored.NO_ENTITY, 1));
        assertThat(labels()).isEmpty();
    }

    @Test
    void anExpression_tellsItsState_byItsOwnLabel() {
        prometheus.series.put("{\"pod\":\"till-1\"}", List.of(span(60, 90)));
        PrometheusFeed feed = feed(null, new Watched("up == bool 0", HealthState.ORANGE, "pod"));
        fetch(feed, 0, 3600, 3600);
        assertThat(labels())
                .containsExactly(
                        new Label("till-1", HealthState.ORANGE, at(60), at(120), "prometheus", "up == bool 0"));
    }

    @Test
    void zeroAndNotANumber_tellNothing() {
        try (FakeSystem zeros = new FakeSystem(asked -> Answer.json("""
                {"data": {"result": [{"metric": {"service": "shop"}, "values":
                  [[1772582400,"0"],[1772582430,"NaN"],[1772582460,"1e-9"],[1772582490,"+Inf"],[1772582520,"0.000"]]}]}}
                """))) {
            PrometheusFeed feed = feed(zeros, null, null, new Watched("x", HealthState.RED, "service"));
            fetch(feed, 0, 3600, 3600);
            assertThat(labels())
                    .extracting(Label::start, Label::end)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(at(60), at(120)));
        }
    }

    @Test
    void aLongTime_isAskedInPieces_andALargeAnswerInSmallerOnes() {
        // 30 series that are always there: 4 days of them are more than is taken at once.
        for (int i = 0; i < 30; i++) {
            prometheus.series.put(ERRORS.replace("shop", "shop" + i), List.of(span(-1000, 1_000_000)));
        }
        fetch(feed(), 0, 4 * 86_400, 5 * 86_400);
        assertThat(labels()).hasSize(30).allSatisfy(label -> {
            assertThat(label.start()).isEqualTo(at(0));
            assertThat(label.end()).isEqualTo(at(4 * 86_400));
        });
        assertThat(system.asked()).hasSizeBetween(3, 12);
    }

    @Test
    void whatPrometheusSaysOfAFaultyExpression_isPassedOn() {
        try (FakeSystem faulty = new FakeSystem(asked -> new Answer(
                400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:3: parse error\"}", Map.of()))) {
            PrometheusFeed feed = feed(faulty, null, null, new Watched("up{", HealthState.RED, "service"));
            assertThatThrownBy(() -> fetch(feed, 0, 3600, 3600))
                    .isInstanceOf(FeedException.class)
                    .hasMessage(faulty.url() + "/api/v1/query_range answered 400: 1:3: parse error");
        }
    }

    @Test
    void anAnswerOfAnotherShape_isRefused() {
        try (FakeSystem other = new FakeSystem(asked -> Answer.json("{\"data\": {\"result\": \"scalar\"}}"))) {
            PrometheusFeed feed = feed(other, null, null, new Watched("1", HealthState.RED, "service"));
            assertThatThrownBy(() -> fetch(feed, 0, 3600, 3600))
                    .hasMessage("the answer to 1 is not one of Prometheus: data.result must be a list, was \"scalar\"");
        }
    }

    @Test
    void theToken_isReadAnewForEveryRequest(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "one\n");
        PrometheusFeed feed = feed(system, token, new AlertMapping(List.of()));
        fetch(feed, 0, 60, 60);
        Files.writeString(token, "two");
        fetch(feed, 0, 60, 60);
        assertThat(system.asked())
                .extracting(FakeSystem.Asked::authorization)
                .containsExactly("Bearer one", "Bearer two");
    }

    private PrometheusFeed feed() {
        return feed(new AlertMapping(List.of()));
    }

    private PrometheusFeed feed(@Nullable AlertMapping alerts, Watched... expressions) {
        return feed(system, null, alerts, expressions);
    }

    private static PrometheusFeed feed(
            FakeSystem system, @Nullable Path token, @Nullable AlertMapping alerts, Watched... expressions) {
        PrometheusSpec spec = new PrometheusSpec(
                system.url(),
                token,
                Duration.ofSeconds(30),
                alerts,
                new EntityNaming(null, "service"),
                List.of(expressions));
        return new PrometheusFeed(spec, length -> {});
    }

    private FetchReport fetch(PrometheusFeed feed, long from, long until, long now) {
        return feed.fetch(new TimeSpan(at(from), at(until)), store, at(now));
    }

    private List<Label> labels() {
        return store.labels().labels(TimeSpan.ALL).stream().map(Recorded::label).toList();
    }

    private static long[] span(long first, long last) {
        return new long[] {BASE.getEpochSecond() + first, BASE.getEpochSecond() + last};
    }

    private static Instant at(long second) {
        return BASE.plusSeconds(second);
    }
}
