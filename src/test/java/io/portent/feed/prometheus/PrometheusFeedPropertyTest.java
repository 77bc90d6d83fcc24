package io.portent.feed.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.feed.AlertMapping;
import io.portent.feed.EntityNaming;
import io.portent.feed.FakeSystem;
import io.portent.feed.HttpReader;
import io.portent.store.LabelBook.Changes;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random alerts, asked for in random pieces by agents that are restarted at random, while time goes on. Once everything has been asked
 * for, each interval is one label, whatever came before.
 */
final class PrometheusFeedPropertyTest {
    private static final long STEP = 30;
    private static final long BASE = Instant.parse("2026-03-04T00:00:00Z").getEpochSecond();

    private static volatile FakePrometheus prometheus = new FakePrometheus();
    private static final FakeSystem SYSTEM = new FakeSystem(asked -> prometheus.answer(asked));

    /** One connection for all seeds. */
    private static final HttpReader HTTP =
            new HttpReader(SYSTEM.url(), () -> null, Duration.ofSeconds(20), length -> {});

    @AfterAll
    static void close() {
        SYSTEM.close();
    }

    private record Interval(
            String entity, long start, @Nullable Long end) {}

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyQuestions_leadToTheSameLabels(long seed) {
        Random random = new Random(seed);
        FakePrometheus asked = new FakePrometheus();
        prometheus = asked;
        int many = 1 + random.nextInt(3);
        for (int i = 0; i < many; i++) {
            asked.series.put(
                    "{\"alertname\":\"A\",\"severity\":\"page\",\"service\":\"s" + i + "\"}", episodes(random));
        }
        try (MemoryStore store = new MemoryStore()) {
            PrometheusFeed feed = feed();
            long now = 1000;
            for (int i = 0; i < 8; i++) {
                now += random.nextInt(1500);
                long until = random.nextBoolean() ? now : now - random.nextInt(1000);
                long from = until - 1 - random.nextInt(1500);
                feed.fetch(new TimeSpan(at(from), at(until)), store, at(now));
                feed = random.nextInt(3) == 0 ? feed() : feed;
            }
            TimeSpan all = new TimeSpan(at(-100), at(now + 1));
            feed.fetch(all, store, at(now));
            assertThat(known(store)).as("seed " + seed).containsExactlyInAnyOrderElementsOf(truth(asked, now));
            Changes again = feed().fetch(all, store, at(now)).labels();
            assertThat(again.added() + again.changed()).as("seed " + seed).isZero();
        }
    }

    private static List<long[]> episodes(Random random) {
        List<long[]> all = new ArrayList<>();
        long time = random.nextInt(500);
        while (time < 12_000) {
            long last = time + random.nextInt(1500);
            all.add(new long[] {BASE + time, BASE + last});
            time = last + 1 + random.nextInt(1000);
        }
        return all;
    }

    /** Moment by moment: what is there at one multiple of the step lasts until the next. */
    private static List<Interval> truth(FakePrometheus prometheus, long now) {
        List<Interval> all = new ArrayList<>();
        prometheus.series.forEach((labels, spans) -> {
            String entity = labels.replaceFirst(".*service\":\"", "").replace("\"}", "");
            Long start = null;
            long live = Math.floorDiv(BASE + now, STEP) * STEP;
            for (long t = Math.floorDiv(BASE - 100, STEP) * STEP + STEP; t <= live; t += STEP) {
                long time = t;
                boolean there = spans.stream().anyMatch(span -> span[0] <= time && time <= span[1]);
                if (there && start == null) {
                    start = t;
                } else if (!there && start != null) {
                    all.add(new Interval(entity, start, t));
                    start = null;
                }
            }
            if (start != null) {
                all.add(new Interval(entity, start, null));
            }
        });
        return all;
    }

    private static List<Interval> known(MemoryStore store) {
        return store.labels().labels(TimeSpan.ALL).stream()
                .map(Recorded::label)
                .map(label -> new Interval(
                        label.entity(),
                        label.start().getEpochSecond(),
                        label.end() == null ? null : Long.valueOf(label.end().getEpochSecond())))
                .toList();
    }

    private static PrometheusFeed feed() {
        PrometheusSpec spec = new PrometheusSpec(
                SYSTEM.url(),
                null,
                Duration.ofSeconds(STEP),
                new AlertMapping(List.of()),
                new EntityNaming(null, "service"),
                List.of());
        return new PrometheusFeed(spec, HTTP);
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(BASE + second);
    }
}
