package io.portent.bundle.file;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.bundle.Bundle;
import io.portent.bundle.Card;
import io.portent.bundle.CardAlarms;
import io.portent.bundle.CardScore;
import io.portent.bundle.Choice;
import io.portent.bundle.Serving;
import io.portent.codec.log.LogCodec;
import io.portent.codec.log.ScaledFeature;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HealthPast;
import io.portent.drift.DriftReference;
import io.portent.drift.FeatureBins;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.model.Calibration;
import io.portent.model.HazardMap;
import io.portent.model.ModelSpec;
import io.portent.model.NetworkKind;
import io.portent.model.Thresholds;
import io.portent.model.baseline.Baselines;
import io.portent.parse.MinerSpec;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateTree;
import io.portent.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds a small bundle with something in every component, hostile text and undefined scores included. */
final class Bundles {
    static final String HOSTILE = "\ud800 \u0001\"\\<*>,=#:é\ud83d\ude00";

    private Bundles() {}

    static Bundle small() {
        EncodedRun run = Runs.encoded(
                Histories.windows("shop", 0, 200, minute -> minute % 5),
                new HealthHistory(Histories.incidents("shop", 200, 60), null));
        Card.BacktestCard backtest = new Card.BacktestCard(
                Histories.minute(200),
                Histories.minute(200),
                Histories.minute(300),
                List.of(new CardScore(
                        "lstm",
                        HealthState.RED,
                        Duration.ofMinutes(5),
                        3,
                        0,
                        Double.NaN,
                        0.25,
                        1e-300,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        0)));
        Card card = new Card(
                Histories.START,
                Histories.minute(200),
                List.of(new Card.LearntFile("app", HOSTILE, 7, "00ff")),
                1,
                200,
                400,
                1,
                2,
                Map.of("red", 3),
                Map.of("red", 3, "orange", 3),
                backtest,
                new Choice("lstm", HOSTILE, 3, List.of(new Choice.Candidate("lstm", 0.1, -0.2, 0.3))),
                List.of(new CardAlarms(HealthState.RED, Duration.ofMinutes(5), 7, 3, 0.5, null, 2.3)),
                Map.of("portent", "0.1.0"));
        return new Bundle(
                card,
                new WindowSpec(Histories.MINUTE, Duration.ofSeconds(1), Duration.ofSeconds(30)),
                Runs.HORIZONS,
                new ModelSpec(NetworkKind.LSTM, 8, 1, 2, 2, -5, 20),
                TemplateTree.of(MinerSpec.defaults(), List.of(new Template("0a0b0c0d", "took <*> for a=<*>"))),
                new SlotTable(Map.of("0a0b0c0d#1", Set.of("x=y", HOSTILE))),
                new LogCodec(List.of(
                        new ScaledFeature("value:0a0b0c0d#1=" + HOSTILE, 0.1, 1e-7),
                        new ScaledFeature("severity:ERROR", 1.0 / 3, 2))),
                new HealthPast(
                        Histories.START,
                        List.of(new HealthPast.Column(
                                HealthState.RED, HealthPast.Kind.SINCE, Duration.ofDays(7), 1.0 / 3, 1e-7))),
                new Thresholds(
                        List.of(0.1, 0.2, 0.3),
                        List.of(0.5, 1.0, Math.nextUp(1.0)),
                        List.of(0.05, 0.2, 0.3),
                        List.of(0.25, 0.5, 1.0)),
                Baselines.fit(List.of(run), Runs.HORIZONS, 20),
                List.of(new byte[] {1, 2, 3}, new byte[0]),
                new Serving(
                        null, true, new Calibration(java.util.Collections.nCopies(6, HazardMap.platt(0.9, -1.0 / 3)))),
                new DriftReference(
                        Duration.ofDays(1),
                        1.0 / 3,
                        List.of(
                                new FeatureBins(
                                        "value:0a0b0c0d#1=" + HOSTILE, List.of(-0.5, 1e-9), List.of(0.5, 0.3, 0.2)),
                                new FeatureBins("severity:ERROR", List.of(), List.of()))));
    }
}
