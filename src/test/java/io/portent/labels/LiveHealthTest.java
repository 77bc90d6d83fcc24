package io.portent.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.config.LabelsConfig;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.Trust;
import io.portent.rule.Condition;
import io.portent.rule.LabelRule;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveHealthTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String HEADER = "entity,state,start,end,source,note\n";
    private static final LabelRule ERRORS =
            new LabelRule(HealthState.RED, Duration.ofMinutes(2), 0.6, new Condition.ErrorsPerMinute(20));

    @TempDir
    Path directory;

    private final MemoryStore store = new MemoryStore();
    private final List<String> complaints = new ArrayList<>();
    /** What the daemon has; null before it could be opened. */
    private @Nullable Store there = store;

    private @Nullable StoreException failure;

    private LiveHealth live(Duration hold) {
        LabelsConfig config =
                new LabelsConfig(List.of(directory + "/*.csv"), HealthState.GREEN, Trust.DEFAULT, List.of(ERRORS));
        return new LiveHealth(config, HOUR, hold, this::open, id -> null, complaints::add);
    }

    private @Nullable Store open() {
        if (failure != null) {
            throw failure;
        }
        return there;
    }

    private static @Nullable HealthState at(LiveHealth live, long minute) {
        Instant now = Histories.minute(minute);
        return live.current(now).of("shop").at(now);
    }

    private void put(HealthState state, long from) {
        Label label = new Label("shop", state, Histories.minute(from), null, "person", "");
        store.labels().put(List.of(new Recorded(LabelKey.of(label), label, 1, Histories.START)));
    }

    @Test
    void filesAreReadAgainWhenTheyChange_andABadOneChangesNothing() throws IOException {
        LiveHealth live = live(Duration.ZERO);
        Path file = directory.resolve("labels.csv");
        Files.writeString(file, HEADER + "shop,red,2026-03-02T00:05:00Z,,slo,\n");
        assertThat(at(live, 10)).isEqualTo(HealthState.RED);

        Files.writeString(file, HEADER + "shop,purple,2026-03-02T00:05:00Z,,slo,\n");
        assertThat(at(live, 10)).isEqualTo(HealthState.RED);
        assertThat(at(live, 11)).isEqualTo(HealthState.RED);
        assertThat(complaints).singleElement().asString().startsWith("labels not taken, those known before stay: ");

        Files.writeString(file, HEADER + "shop,orange,2026-03-02T00:05:00Z,,slo,mended\n");
        assertThat(at(live, 12)).isEqualTo(HealthState.ORANGE);
    }

    @Test
    void aFailingStore_isSaidOnce_andWhatWasKnownStays() throws IOException {
        Files.writeString(directory.resolve("labels.csv"), HEADER);
        LiveHealth live = live(Duration.ZERO);
        put(HealthState.RED, 5);
        store.interventions().record(new Intervention("i", "shop", Histories.minute(8), "person", ""));
        assertThat(at(live, 10)).isEqualTo(HealthState.RED);

        failure = new StoreException(Problem.LOCKED, "portent.db", "portent.db is locked", null);
        store.labels()
                .remove(List.of(
                        LabelKey.of(new Label("shop", HealthState.RED, Histories.minute(5), null, "person", ""))));
        assertThat(at(live, 11)).isEqualTo(HealthState.RED);
        assertThat(live.current(Histories.minute(12)).of("shop").unsure(Histories.minute(12)))
                .isTrue();
        assertThat(complaints)
                .containsExactly("labels of the store not taken, those known before stay: portent.db is locked");

        failure = null;
        assertThat(at(live, 13)).isEqualTo(HealthState.GREEN);
        failure = new StoreException(Problem.LOCKED, "portent.db", "portent.db is locked", null);
        at(live, 14);
        assertThat(complaints).hasSize(2);
    }

    /** Anybody may add labels and remove them at any time. */
    @Test
    void whatHasNotChangedIsWorkedOutOnce_andEachChangeIsSeenAtOnce() throws IOException {
        Files.writeString(directory.resolve("labels.csv"), HEADER);
        LiveHealth live = live(Duration.ZERO);
        put(HealthState.RED, 5);
        HealthHistory first = live.current(Histories.minute(10));
        assertThat(live.current(Histories.minute(11))).isSameAs(first);

        put(HealthState.ORANGE, 7);
        assertThat(live.current(Histories.minute(12)).labels()).hasSize(2);
        store.labels()
                .remove(List.of(
                        LabelKey.of(new Label("shop", HealthState.RED, Histories.minute(5), null, "person", ""))));
        assertThat(at(live, 12)).isEqualTo(HealthState.ORANGE);
        store.interventions().record(new Intervention("i", "shop", Histories.minute(8), "person", ""));
        HealthHistory last = live.current(Histories.minute(12));
        assertThat(last.of("shop").unsure(Histories.minute(12))).isTrue();
        assertThat(live.current(Histories.minute(13))).isSameAs(last);
    }

    @Test
    void withoutAStore_nothingIsMissed() throws IOException {
        Files.writeString(directory.resolve("labels.csv"), HEADER);
        there = null;
        LiveHealth live = live(Duration.ZERO);
        live.start(Histories.START);

        assertThat(at(live, 10)).isEqualTo(HealthState.GREEN);
        assertThat(complaints).isEmpty();
    }

    @Test
    void rules_speakFromTheirWindowsOn_andLastUntilTheNextMustHaveCome() throws IOException {
        Files.writeString(directory.resolve("labels.csv"), HEADER);
        LiveHealth live = live(Duration.ofMinutes(3));
        live.closed(Histories.window("shop", 0, 30));
        assertThat(at(live, 1)).isEqualTo(HealthState.GREEN);
        live.closed(Histories.window("shop", 1, 30));
        assertThat(at(live, 2)).isEqualTo(HealthState.RED);
        assertThat(at(live, 4)).isEqualTo(HealthState.RED);
        assertThat(at(live, 5)).isEqualTo(HealthState.GREEN);
        live.closed(Histories.window("shop", 2, 0));
        assertThat(at(live, 4)).isEqualTo(HealthState.GREEN);
    }

    @Test
    void afterARestart_anIncidentThatGoesOn_isOneLabelAsInHistory() throws IOException {
        Files.writeString(directory.resolve("labels.csv"), HEADER);
        List<Window> windows = Histories.windows("shop", 0, 60, minute -> minute >= 20 && minute < 40 ? 30 : 0);
        store.windowWriter().append("agent", windows.subList(0, 30), List.of());
        LiveHealth restarted = live(Duration.ZERO);
        restarted.start(Histories.minute(30));
        windows.subList(25, 60).forEach(restarted::closed);
        store.windowWriter().append("agent", windows.subList(30, 60), List.of());

        List<Label> history = new LabelSources(
                        new LabelsConfig(List.of(), HealthState.GREEN, Trust.DEFAULT, List.of(ERRORS)), HOUR, store)
                .history(TimeSpan.ALL)
                .labels();
        assertThat(restarted.current(Histories.minute(60)).labels()).isEqualTo(history);
        assertThat(history).singleElement().satisfies(one -> {
            assertThat(one.start()).isEqualTo(Histories.minute(20));
            assertThat(one.end()).isEqualTo(Histories.minute(40));
        });
    }
}
