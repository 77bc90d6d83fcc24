package io.portent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.FakeNetworks;
import io.portent.Histories;
import io.portent.Runs;
import io.portent.bundle.Bundle;
import io.portent.bundle.CardScore;
import io.portent.evaluate.AlarmBudget;
import io.portent.evaluate.Score;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.model.ModelSpec;
import io.portent.model.NetworkKind;
import io.portent.model.TrainingListener;
import io.portent.model.Workers;
import io.portent.parse.MinerSpec;
import io.portent.parse.SlotTable;
import io.portent.parse.TemplateTree;
import io.portent.window.Window;
import io.portent.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningTest {
    private static final int MINUTES = 900;

    private static final LearningPlan PLAN = new LearningPlan(
            new WindowSpec(Histories.MINUTE, Duration.ZERO, Duration.ZERO),
            Runs.HORIZONS,
            new ModelSpec(NetworkKind.SIMPLE_RNN, 4, 1, 2, 3, 1, 20),
            List.of(NetworkKind.SIMPLE_RNN),
            new AlarmBudget(1, Duration.ofDays(1)),
            50,
            List.of(Duration.ofHours(1)));

    private static final TrainingListener SILENT = new TrainingListener() {
        @Override
        public void epoch(int member, int epoch, double loss, double heldOut) {}

        @Override
        public boolean stop() {
            return false;
        }
    };

    private final FakeNetworks networks = FakeNetworks.remembering();

    private static List<Window> windows(int from, int to) {
        return Histories.windows("shop", from, to, minute -> minute % 70 > 60 ? 3 : minute % 2);
    }

    private Bundle learn(List<Window> windows, List<Label> labels, int until) {
        TrainingData data = new TrainingData(
                windows,
                TemplateTree.of(MinerSpec.defaults(), List.of()),
                new SlotTable(Map.of()),
                new HealthHistory(labels, null),
                Histories.minute(until));
        return new Learning(networks, PLAN, Workers.inTurn(), SILENT, length -> length.toMinutes() + "m")
                .learn(data, List.of(), Map.of());
    }

    private void assertRefused(List<Window> windows, List<Label> labels, String sentence) {
        assertThatThrownBy(() -> learn(windows, labels, MINUTES))
                .isExactlyInstanceOf(NotEnoughException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void tooLittle_isRefusedWithWhatIsMissing() {
        List<Label> labels = Histories.incidents("shop", MINUTES, 70);
        assertRefused(List.of(), labels, "no log event before 2026-03-02T15:00:00Z: nothing to learn from");
        assertRefused(
                windows(0, 59),
                labels,
                "its longest unbroken stretch is 59 windows of 1m, at least 60 are needed (three data windows); 1 are missing");
        assertRefused(windows(0, MINUTES), List.of(), "no labels: at least 3 known onsets");
        assertRefused(
                windows(0, MINUTES),
                List.of(Histories.label("shop", HealthState.GREEN, 0, MINUTES)),
                "the labels show 0 onsets of orange or red");
        assertRefused(windows(0, MINUTES), Histories.incidents("other", MINUTES, 70), "the labels show 0 onsets");
        assertRefused(
                windows(0, MINUTES),
                labels.stream()
                        .filter(label -> label.state() != HealthState.GREEN)
                        .toList(),
                "no logged time is known to be green");
    }

    @Test
    void labelledTimeSoShortThatNothingCanBeHeldOut_isRefused() {
        List<Label> labels = new ArrayList<>(List.of(Histories.label("shop", HealthState.GREEN, 22, 40)));
        for (int minute = 24; minute < 38; minute += 4) {
            labels.add(Histories.label("shop", HealthState.RED, minute, minute + 1));
        }
        assertRefused(windows(0, 62), labels, "the labelled history is too short");
    }

    @Test
    void whatComesAfterTheEndOfTraining_changesNothing() {
        List<Label> labels = Histories.incidents("shop", 600, 70);
        List<Label> known = new ArrayList<>(labels);
        List<Label> later = new ArrayList<>(labels);
        later.add(Histories.label("shop", HealthState.RED, 601, 640));
        later.add(Histories.label("shop", HealthState.GREEN, 600, 900));

        Bundle honest = learn(windows(0, 600), known, 600);
        Bundle tempted = learn(windows(0, MINUTES), later, 600);

        assertThat(tempted.thresholds()).isEqualTo(honest.thresholds());
        assertThat(tempted.baselines()).isEqualTo(honest.baselines());
        assertThat(tempted.codec().scaled()).isEqualTo(honest.codec().scaled());
        assertThat(tempted.card()).isEqualTo(honest.card());
        assertThat(networks.created.get(0).bias).isEqualTo(networks.created.get(3).bias);
        assertThat(networks.created.get(0).learnt.get(0).targets())
                .isEqualTo(networks.created.get(3).learnt.get(0).targets());
        assertThat(networks.open).isZero();
    }

    @Test
    void evaluation_neverAsksBeforeTheEndOfTraining() {
        List<Label> labels = Histories.incidents("shop", MINUTES, 70);
        Bundle bundle = learn(windows(0, 600), labels, 600);
        Evaluation evaluation = new Evaluation(
                bundle,
                windows(300, MINUTES),
                new HealthHistory(labels, null),
                Histories.START,
                Histories.minute(MINUTES));
        List<Forecast> forecasts = new ArrayList<>();

        Map<String, List<Score>> scores = evaluation.run(networks, forecasts::add);

        Instant trained = Histories.minute(600);
        assertThat(forecasts).hasSize(301).hasSize(evaluation.moments());
        assertThat(forecasts).allMatch(forecast -> !forecast.time().isBefore(trained));
        // The network of this test knows nothing, so it does not serve.
        assertThat(scores.keySet()).containsExactly("climatology", "persistence", "error-rate", "history", "logistic");
        List<Score> own = scores.getOrDefault("climatology", List.of());
        for (int i = 0; i < 6; i++) {
            for (List<Score> of : scores.values()) {
                assertThat(of.get(i).questions()).isEqualTo(own.get(i).questions());
                assertThat(of.get(i).positives()).isEqualTo(own.get(i).positives());
            }
        }
        assertThat(evaluation.card().scores()).hasSize(30);
        assertThat(evaluation.card().from()).isEqualTo(trained);
        assertThat(evaluation.card().scores().stream()
                        .filter(row -> row.model().equals("climatology"))
                        .map(CardScore::skillOfNetwork))
                .allMatch(skill -> skill == 0);
        assertThat(networks.open).isZero();
    }

    @Test
    void baselines_areAskedAtTheNetworksMomentsOnly() {
        List<Label> labels = Histories.incidents("shop", MINUTES, 70);
        Bundle bundle = learn(windows(0, 600), labels, 600);
        Evaluation evaluation = new Evaluation(
                bundle,
                windows(595, MINUTES),
                new HealthHistory(labels, null),
                Histories.minute(600),
                Histories.minute(MINUTES));
        List<Forecast> forecasts = new ArrayList<>();

        Map<String, List<Score>> scores = evaluation.run(networks, forecasts::add);

        assertThat(forecasts.get(0).unknown()).isEqualTo("5 of 20 windows seen");
        assertThat(scores.values().stream().map(list -> list.get(0).questions()).distinct())
                .hasSize(1);
    }
}
