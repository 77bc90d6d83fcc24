package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.Histories;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.labels.LiveHealth;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of health over a change of what says it. */
class HealthNowTest {
    private static final Instant NOW = Histories.minute(30);
    private static final String RULES = "labels: {default: green, rules: [{state: red, errors_per_minute: %s}]}";

    @TempDir
    private Path directory;

    private final MemoryStore store = new MemoryStore();
    private final List<String> complaints = new ArrayList<>();
    private final List<Window> recent = new ArrayList<>();
    private Runnable whenAsked = () -> {};
    private @Nullable StoreException failure;

    private AgentConfig config(String labels) {
        return ConfigFile.parse("test", "entity: shop\nforecast: {stale_after: 3m}\n" + labels, Map.of());
    }

    private LiveHealth live(AgentConfig config) {
        return new LiveHealth(
                config.labels(),
                Duration.ofHours(1),
                config.forecast().staleAfter(),
                this::store,
                id -> null,
                complaints::add);
    }

    private Store store() {
        whenAsked.run();
        if (failure != null) {
            throw failure;
        }
        return store;
    }

    private HealthNow now(String labels) {
        return new HealthNow(config(labels), live(config(labels)));
    }

    private void change(HealthNow health, String labels) {
        health.change(config(labels), () -> recent, NOW);
    }

    private static @Nullable HealthState state(HealthNow health) {
        return health.at(NOW).of("shop").at(NOW);
    }

    private static Window window(int minute, int errors) {
        return Histories.window("shop", minute, errors);
    }

    private void put(HealthState state) {
        Label label = new Label("shop", state, Histories.minute(20), null, "person", "");
        store.labels().put(List.of(new Recorded(LabelKey.of(label), label, 1, Histories.START)));
    }

    private static StoreException locked() {
        return new StoreException(Problem.LOCKED, "portent.db", "portent.db is locked", null);
    }

    @Test
    void otherRules_speakOfTheWindowsOfBefore_whereverTheyAreKept() {
        store.windowWriter().append("agent", List.of(window(28, 30)), List.of());
        recent.add(window(29, 30));
        HealthNow health = now("");
        health.start(NOW);
        assertThat(state(health)).isNull();
        change(health, RULES.formatted(20));
        assertThat(state(health)).isEqualTo(HealthState.RED);
        assertThat(health.at(NOW).of("shop").at(Histories.minute(28))).isEqualTo(HealthState.RED);
        change(health, RULES.formatted(40));
        assertThat(state(health)).isEqualTo(HealthState.GREEN);
    }

    @Test
    void windowThatClosesWhileTheStoreIsAsked_isPassedOverByNeither() {
        HealthNow health = now(RULES.formatted(20));
        health.start(NOW);
        whenAsked = () -> {
            whenAsked = () -> {};
            health.closed(window(29, 30));
        };
        change(health, RULES.formatted(25));
        assertThat(state(health)).isEqualTo(HealthState.RED);
        change(health, RULES.formatted(40));
        health.closed(window(30, 30));
        assertThat(state(health))
                .as("what was kept for one change is not told at the next")
                .isEqualTo(HealthState.GREEN);
    }

    /** Else an incident that a person has marked would look green by default until the store answers. */
    @Test
    void whileTheStoreFails_whatItSaidStays() {
        put(HealthState.RED);
        HealthNow health = now("labels: {default: green}");
        health.start(NOW);
        assertThat(state(health)).isEqualTo(HealthState.RED);
        failure = locked();
        change(health, "labels: {default: green, least_confidence: 0.7}");
        assertThat(state(health)).isEqualTo(HealthState.RED);
        failure = null;
        assertThat(state(health)).isEqualTo(HealthState.RED);
    }

    @Test
    void whileTheStoreFails_rulesThatStay_knowWhatTheyKnew() {
        store.windowWriter().append("agent", List.of(window(29, 30)), List.of());
        HealthNow health = now(RULES.formatted(20));
        health.start(NOW);
        assertThat(state(health)).isEqualTo(HealthState.RED);
        failure = locked();
        change(health, RULES.formatted(20).replace("default: green", "default: green, files: [none.csv]"));
        assertThat(state(health)).isEqualTo(HealthState.RED);
    }

    @Test
    void filesThatCannotBeRead_leaveWhatThoseBeforeSaid() throws IOException {
        Path file = directory.resolve("labels.csv");
        Path bad = Files.writeString(directory.resolve("bad.csv"), "entity,state\nshop,purple\n");
        Files.writeString(file, "entity,state,start,end,source,note\nshop,red,2026-03-02T00:05:00Z,,slo,\n");
        HealthNow health = now("labels: {default: green, files: [\"%s\"]}".formatted(file));
        health.start(NOW);
        assertThat(state(health)).isEqualTo(HealthState.RED);
        change(health, "labels: {default: green, files: [\"%s\"]}".formatted(bad));
        assertThat(state(health)).isEqualTo(HealthState.RED);
        assertThat(complaints).singleElement().asString().startsWith("labels not taken, those known before stay: ");
        change(health, "labels: {default: green}");
        assertThat(state(health))
                .as("where there are none any more, they say nothing")
                .isEqualTo(HealthState.GREEN);
    }

    @Test
    void changeThatFails_changesNothing() {
        HealthNow health = now(RULES.formatted(20));
        health.start(NOW);
        whenAsked = () -> {
            throw new IllegalStateException("a defect");
        };
        assertThatThrownBy(() -> change(health, RULES.formatted(40))).hasMessage("a defect");
        whenAsked = () -> {};
        health.closed(window(29, 30));
        assertThat(state(health)).isEqualTo(HealthState.RED);
    }
}
