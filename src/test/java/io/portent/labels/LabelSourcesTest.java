package io.portent.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.Histories;
import io.portent.config.LabelsConfig;
import io.portent.csv.BadLabelsException;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.Timeline;
import io.portent.health.Trust;
import io.portent.rule.Condition;
import io.portent.rule.LabelRule;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import io.portent.store.Store;
import io.portent.store.StoredTemplate;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelSourcesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final TimeSpan SPAN = new TimeSpan(Histories.minute(0), Histories.minute(600));
    private static final List<LabelRule> RULES = List.of(
            new LabelRule(HealthState.RED, Duration.ofMinutes(2), 0.6, new Condition.ErrorsPerMinute(20)),
            new LabelRule(HealthState.ORANGE, Duration.ZERO, 0.6, new Condition.Kill()));

    @TempDir
    Path directory;

    private final Store store = new MemoryStore();

    private LabelsConfig config(String... files) {
        return new LabelsConfig(List.of(files), HealthState.GREEN, Trust.DEFAULT, RULES);
    }

    private HealthHistory history(LabelsConfig config, @Nullable Store from) throws IOException {
        return new LabelSources(config, HOUR, from).history(SPAN);
    }

    private String file(String rows) throws IOException {
        Path file = directory.resolve("labels.csv");
        Files.writeString(file, "entity,state,start,end,source,note\n" + rows);
        return file.toString();
    }

    private void put(String source, HealthState state, long from, long to, double confidence) {
        Label label = new Label("shop", state, Histories.minute(from), Histories.minute(to), source, "");
        store.labels().put(List.of(new Recorded(LabelKey.of(label), label, confidence, Instant.EPOCH)));
    }

    private void windows() {
        List<Window> windows = Histories.windows("shop", 0, 600, minute -> minute >= 100 && minute < 110 ? 30 : 0);
        store.windowWriter().append("test", windows, List.of(new StoredTemplate("b", "Started Shop in <*> seconds")));
        Window banner = Histories.window("cart", 50, Map.of(), Map.of("b", 1), Map.of());
        store.windowWriter().append("test", List.of(banner), List.of());
    }

    @Test
    void filesStoreAndRules_areOneHistory_inTheOrderOfTrust() throws IOException {
        windows();
        String file = file("shop,orange,2026-03-02T03:00:00Z,2026-03-02T03:10:00Z,slo,\n");
        put("alertmanager:Pager", HealthState.RED, 180, 200, 1);
        put("person", HealthState.GREEN, 105, 110, 1);
        put("grafana", HealthState.RED, 300, 310, 0.2);
        store.interventions().record(new Intervention("i", "shop", Histories.minute(400), "person", ""));

        HealthHistory health = history(config(file), store);
        Timeline shop = health.of("shop");

        assertThat(shop.at(Histories.minute(104))).as("a rule").isEqualTo(HealthState.RED);
        assertThat(shop.at(Histories.minute(106))).as("a person over a rule").isEqualTo(HealthState.GREEN);
        assertThat(shop.at(Histories.minute(185))).as("a file over an alert").isEqualTo(HealthState.ORANGE);
        assertThat(shop.at(Histories.minute(195))).as("the alert alone").isEqualTo(HealthState.RED);
        assertThat(shop.at(Histories.minute(305))).as("doubted").isNull();
        assertThat(shop.unsure(Histories.minute(430)))
                .as("after an intervention")
                .isTrue();
        assertThat(shop.unsure(Histories.minute(470))).isFalse();
        assertThat(health.of("cart").at(Histories.minute(50))).as("a banner").isEqualTo(HealthState.ORANGE);
        assertThat(health.labels()).extracting(Label::source).doesNotContain("grafana");
    }

    @Test
    void anInterventionBeforeTheSpan_reachesIntoIt_andALabelBehindIsSeenByItsLastQuestions() throws IOException {
        store.interventions().record(new Intervention("i", "", Histories.minute(-30), "person", ""));
        put("person", HealthState.RED, 630, 640, 1);

        Timeline shop = history(config(), store).of("shop");

        assertThat(shop.unsure(Histories.minute(20))).isTrue();
        assertThat(shop.onset(HealthState.RED, Histories.minute(599), Histories.minute(659)))
                .isEqualTo(Histories.minute(630));
    }

    @Test
    void withoutAStore_filesAloneSpeak() throws IOException {
        HealthHistory health = history(config(file(",red,2026-03-02T03:00:00Z,2026-03-02T03:10:00Z,slo,\n")), null);

        assertThat(health.of("shop").at(Histories.minute(185))).isEqualTo(HealthState.RED);
        assertThat(health.labels()).hasSize(1);
    }

    @Test
    void suggestionInAFile_isNotBelieved() throws IOException {
        HealthHistory health =
                history(config(file("shop,red,2026-03-02T03:00:00Z,2026-03-02T03:10:00Z,suggestion,\n")), null);

        assertThat(health.labels()).isEmpty();
        assertThat(health.of("shop").unsure(Histories.minute(185))).isTrue();
    }

    @Test
    void badOrMissingFiles_areToldAsBefore() throws IOException {
        String bad = file("shop,purple,2026-03-02T03:00:00Z,,slo,\n");
        assertThatThrownBy(() -> history(config(bad), store)).isInstanceOf(BadLabelsException.class);
        assertThatThrownBy(() -> history(config(directory + "/none*.csv"), store))
                .isInstanceOf(BadLabelsException.class)
                .hasMessageContaining("no label files");
    }

    @Test
    void allOfTime_canBeAskedFor() throws IOException {
        windows();
        put("person", HealthState.RED, 300, 310, 1);

        HealthHistory health = new LabelSources(config(), HOUR, store).history(TimeSpan.ALL);

        assertThat(health.labels()).hasSize(3);
    }

    @Test
    void keys_tellLabelsApart_byEntityStateStartAndSourceAlone() {
        Label label = new Label("shop", HealthState.RED, Histories.minute(0), null, "slo", "");
        Label ended = new Label("shop", HealthState.RED, Histories.minute(0), Histories.minute(9), "slo", "note");
        Label moved = new Label("shops", HealthState.RED, Histories.minute(0), null, "lo", "");

        assertThat(LabelKey.of(label)).matches("[0-9a-f]{12}").isEqualTo(LabelKey.of(ended));
        assertThat(LabelKey.of(moved)).isNotEqualTo(LabelKey.of(label));
    }
}
