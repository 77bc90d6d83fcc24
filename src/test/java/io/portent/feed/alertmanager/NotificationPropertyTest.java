package io.portent.feed.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.feed.AlertMapping;
import io.portent.feed.EntityNaming;
import io.portent.health.Label;
import io.portent.json.JsonValue;
import io.portent.store.LabelBook;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Notifications come in groups, again and again, and in any order; what is known in the end must not depend on it. */
final class NotificationPropertyTest {
    private static final Instant BASE = Instant.parse("2026-03-04T00:00:00Z");
    private static final Notification READER =
            new Notification(new AlertMapping(List.of()), new EntityNaming(null, "service"));

    /** @param ends of the notifications that say it is resolved, rising: it may be told too early by a silence */
    private record Alert(int id, int start, List<Integer> ends) {
        String firing() {
            return json("firing", "0001-01-01T00:00:00Z");
        }

        String resolved(int end) {
            return json("resolved", BASE.plusSeconds(end).toString());
        }

        private String json(String status, String end) {
            return """
                    {"status": "%s", "labels": {"alertname": "A%d", "service": "s%d", "severity": "%s"},
                     "startsAt": "%s", "endsAt": "%s", "fingerprint": "%016x"}
                    """.formatted(
                            status, id, id % 3, id % 2 == 0 ? "critical" : "warning", BASE.plusSeconds(start), end, id);
        }

        @Nullable
        Instant end() {
            return ends.isEmpty() ? null : BASE.plusSeconds(ends.get(ends.size() - 1));
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderAndRepetition_givesTheLabelsOfTheIdealOrder(long seed) {
        Random random = new Random(seed);
        List<Alert> alerts = alerts(random);
        List<String> told = new ArrayList<>();
        for (Alert alert : alerts) {
            times(random, alert.firing(), told);
            alert.ends().forEach(end -> times(random, alert.resolved(end), told));
        }
        Collections.shuffle(told, random);

        try (MemoryStore store = new MemoryStore()) {
            for (int i = 0; i < told.size(); ) {
                int group = Math.min(told.size() - i, 1 + random.nextInt(4));
                put(told.subList(i, i + group), store.labels());
                i += group;
            }
            List<Label> known = store.labels().labels(TimeSpan.ALL).stream()
                    .map(Recorded::label)
                    .toList();
            assertThat(known)
                    .as("seed " + seed)
                    .extracting(Label::entity, Label::start, Label::end)
                    .containsExactlyInAnyOrderElementsOf(alerts.stream()
                            .map(alert -> org.assertj.core.groups.Tuple.tuple(
                                    "s" + alert.id() % 3, BASE.plusSeconds(alert.start()), alert.end()))
                            .toList());
        }
    }

    private static void times(Random random, String notification, List<String> told) {
        told.addAll(Collections.nCopies(1 + random.nextInt(3), notification));
    }

    /** The same alert may fire several times; each time has a start of its own. */
    private static List<Alert> alerts(Random random) {
        List<Alert> alerts = new ArrayList<>();
        int many = 1 + random.nextInt(6);
        for (int id = 0; id < many; id++) {
            int time = random.nextInt(100);
            int episodes = 1 + random.nextInt(3);
            for (int i = 0; i < episodes; i++) {
                int start = time;
                time += 1 + random.nextInt(50);
                List<Integer> ends = new ArrayList<>();
                boolean last = i == episodes - 1;
                int tellings = last && random.nextBoolean() ? 0 : 1 + random.nextInt(2);
                for (int k = 0; k < tellings; k++) {
                    ends.add(time);
                    time += 1 + random.nextInt(50);
                }
                alerts.add(new Alert(id, start, ends));
            }
        }
        return alerts;
    }

    private static void put(List<String> group, LabelBook book) {
        String payload = group.stream().collect(Collectors.joining(",", "{\"version\": \"4\", \"alerts\": [", "]}"));
        book.put(LatestEnds.of(
                READER.read(JsonValue.read(payload), BASE.plusSeconds(1000)).labels(), book));
    }
}
