package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.event.Severity;
import io.portent.explain.KnownIncidents;
import io.portent.explain.Resemblance;
import io.portent.health.HealthState;
import io.portent.parse.Template;
import io.portent.store.Store;
import io.portent.store.StoredTemplate;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three kinds of incidents, one a day and in turn, each announced for twenty minutes by a message of its own. */
final class PastIncidentsTest {
    private static final int KINDS = 3;
    private static final int DAYS = 9;
    private static final String[] WORDS = {"pool drained", "heap exhausted soon", "volume almost full today"};

    @TempDir
    Path directory;

    private static int failure(int day) {
        return day * 1_440 + 700;
    }

    /** @param old whether under the ids that they were counted with, not the model's */
    private static Window window(int minute, int kind, int left, boolean old) {
        Map<String, Integer> counts = new HashMap<>(Map.of("request", 5));
        if (left > 0 && left <= 20) {
            counts.put((old ? "old" : "sign") + kind, 25 - left);
        }
        return Histories.window("shop", minute, Map.of(Severity.INFO, 30), counts, Map.of());
    }

    private KnownIncidents known(int missing, int untilDay) throws IOException {
        StringBuilder labels = new StringBuilder("entity,state,start,end,source,note\n");
        List<Window> windows = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            int failure = failure(day);
            labels.append(
                    "shop,orange,%s,%s,slo,%n".formatted(Histories.minute(failure - 5), Histories.minute(failure)));
            labels.append("shop,red,%s,%s,slo,%n".formatted(Histories.minute(failure), Histories.minute(failure + 9)));
            for (int minute = day * 1_440; minute < day * 1_440 + 1_440; minute++) {
                if (minute != failure - missing) {
                    windows.add(window(minute, day % KINDS, failure - minute, true));
                }
            }
        }
        Files.writeString(directory.resolve("labels.csv"), labels);
        AgentConfig config = ConfigFile.parse("test", """
                entity: shop
                labels: {files: ["%s/labels.csv"], default: green}
                """.formatted(directory), Map.of());
        List<Template> templates = IntStream.range(0, KINDS)
                .mapToObj(kind -> new Template("sign" + kind, WORDS[kind]))
                .toList();
        try (Store store = new MemoryStore()) {
            store.windowWriter()
                    .append(
                            "agent",
                            windows,
                            IntStream.range(0, KINDS)
                                    .mapToObj(kind -> new StoredTemplate("old" + kind, WORDS[kind]))
                                    .toList());
            return new PastIncidents(
                            config,
                            SomeModel.named("one", config, Histories.START, templates)
                                    .bundle())
                    .of(store, Histories.minute((long) untilDay * 1_440))
                    .known();
        }
    }

    private static List<Window> before(int kind, int ahead) {
        int end = 20 * 1_440;
        return IntStream.range(end - 60, end)
                .mapToObj(minute -> window(minute, kind, end + ahead - minute, false))
                .toList();
    }

    @Test
    void theStoresIncidents_areFound_underTheModelsIds() throws IOException {
        KnownIncidents known = known(-1, DAYS);

        for (int kind = 0; kind < KINDS; kind++) {
            Resemblance found = known.to(before(kind, 6));

            assertThat(found.known()).as("orange and red are one").isEqualTo(DAYS);
            Resemblance.Incident nearest = Objects.requireNonNull(found.nearest());
            assertThat(nearest.state()).isEqualTo(HealthState.RED);
            int day = (int) Duration.between(Histories.START, nearest.onset()).toDays();
            assertThat(day % KINDS).isEqualTo(kind);
            assertThat(nearest.onset()).isEqualTo(Histories.minute(failure(day)));
            assertThat(nearest.later()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(8));
        }
        assertThat(known.to(before(0, 100)).nearest()).as("a calm hour").isNull();
    }

    @Test
    void thoseOfLater_areNotThere() throws IOException {
        assertThat(known(-1, 2).to(before(0, 6)).known()).isEqualTo(2);
        assertThat(known(-1, 0).to(before(0, 6))).isEqualTo(new Resemblance(0, null));
    }

    @Test
    void whatWasNotSeenThroughout_isNotComparedWith() throws IOException {
        assertThat(known(3, DAYS).to(before(0, 6)).known()).isZero();
        assertThat(known(30, DAYS).to(before(0, 6)).known())
                .as("enough is whole")
                .isEqualTo(DAYS);
    }
}
