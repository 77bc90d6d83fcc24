package io.portent.feed.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.docs.Promtool;
import io.portent.feed.AlertMapping;
import io.portent.feed.EntityNaming;
import io.portent.feed.FeedException;
import io.portent.feed.RealServer;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.LabelBook.Changes;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself, with a history that its own tool has written. */
@Timeout(120)
final class RealPrometheusIT {
    private static final Instant BASE = Instant.parse("2026-03-04T00:00:00Z");
    private static final Instant NOW = BASE.plus(Duration.ofDays(30));

    /** Blocks hold no mark of where a series ended: it is taken to last as long as Prometheus looks back. */
    private static final Duration LOOKBACK = Duration.ofMinutes(5);

    @TempDir
    static Path folder;

    private static RealServer prometheus;

    private final MemoryStore store = new MemoryStore();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        RealServer.required("prometheus");
        Promtool.required();
        Path history = Files.writeString(folder.resolve("history.om"), history());
        Files.writeString(folder.resolve("prometheus.yml"), "global: {scrape_interval: 1h}\n");
        Promtool.says(
                folder,
                new File("/dev/null"),
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                history.toString(),
                folder.resolve("data").toString());
        prometheus = RealServer.start(
                folder,
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--storage.tsdb.retention.time=100y");
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    /** An alert for 20 minutes of each of two days, and a gauge that is above 5 for the second half of every hour of the first. */
    private static String history() {
        StringBuilder text = new StringBuilder("# TYPE ALERTS gauge\n");
        for (int day = 0; day < 2; day++) {
            for (int minute = 0; minute < 20; minute++) {
                text.append(
                                "ALERTS{alertname=\"HighErrors\",alertstate=\"firing\",service=\"shop\",severity=\"critical\"} 1 ")
                        .append(second(day * 1440 + 600 + minute))
                        .append('\n');
            }
        }
        text.append("# TYPE errors gauge\n");
        for (int minute = 0; minute < 180; minute++) {
            text.append("errors{service=\"till\"} ")
                    .append(minute % 60 < 30 ? 0 : 9)
                    .append(' ')
                    .append(second(minute))
                    .append('\n');
        }
        return text.append("# EOF\n").toString();
    }

    private static long second(int minute) {
        return BASE.plus(Duration.ofMinutes(minute)).getEpochSecond();
    }

    @Test
    void alertsThatFired_areLabels() {
        PrometheusFeed feed = feed();
        assertThat(feed.fetch(month(), store, NOW).labels()).isEqualTo(new Changes(2, 0, 0));
        List<Label> labels = labels();
        for (int day = 0; day < 2; day++) {
            Instant start = BASE.plus(Duration.ofMinutes(day * 1440L + 600));
            assertThat(labels.get(day).entity()).isEqualTo("shop");
            assertThat(labels.get(day).state()).isEqualTo(HealthState.RED);
            assertThat(labels.get(day).start()).isEqualTo(start);
            assertThat(labels.get(day).end())
                    .isBetween(
                            start.plus(Duration.ofMinutes(19)),
                            start.plus(Duration.ofMinutes(20)).plus(LOOKBACK));
        }
        assertThat(feed().fetch(month(), store, NOW).labels()).isEqualTo(new Changes(0, 0, 2));
    }

    @Test
    void anExpression_isALabelWhileItIsNotZero() {
        PrometheusFeed feed = feed(new Watched("errors > bool 5", HealthState.ORANGE, "service"));
        feed.fetch(month(), store, NOW);
        assertThat(labels())
                .filteredOn(label -> label.entity().equals("till"))
                .extracting(Label::start)
                .containsExactly(
                        BASE.plus(Duration.ofMinutes(30)),
                        BASE.plus(Duration.ofMinutes(90)),
                        BASE.plus(Duration.ofMinutes(150)));
        assertThat(labels())
                .filteredOn(label -> label.entity().equals("till"))
                .extracting(Label::end)
                .startsWith(BASE.plus(Duration.ofMinutes(60)), BASE.plus(Duration.ofMinutes(120)));
    }

    @Test
    void aFaultyExpression_isExplainedByPrometheus() {
        PrometheusFeed feed = feed(new Watched("errors >", HealthState.ORANGE, "service"));
        assertThatThrownBy(() -> feed.fetch(month(), store, NOW))
                .isInstanceOf(FeedException.class)
                .hasMessageStartingWith(prometheus.url() + "/api/v1/query_range answered 400: ")
                .hasMessageContaining("parse error");
    }

    private static PrometheusFeed feed(Watched... expressions) {
        PrometheusSpec spec = new PrometheusSpec(
                prometheus.url(),
                null,
                Duration.ofSeconds(30),
                new AlertMapping(List.of()),
                new EntityNaming(null, "service"),
                List.of(expressions));
        return new PrometheusFeed(spec, length -> {});
    }

    private static TimeSpan month() {
        return new TimeSpan(BASE.minus(Duration.ofDays(1)), NOW);
    }

    private List<Label> labels() {
        return store.labels().labels(TimeSpan.ALL).stream().map(Recorded::label).toList();
    }
}
