package io.portent.pipeline;

import io.portent.bundle.Bundle;
import io.portent.bundle.Choice;
import io.portent.bundle.Serving;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.evaluate.AlarmChoice;
import io.portent.evaluate.Backtest;
import io.portent.evaluate.BlockLosses;
import io.portent.health.HealthHistory;
import io.portent.model.AfterDataWindow;
import io.portent.model.Blend;
import io.portent.model.BlockFit;
import io.portent.model.Calibrated;
import io.portent.model.Calibration;
import io.portent.model.CalibrationFit;
import io.portent.model.CrossFit;
import io.portent.model.ModelSpec;
import io.portent.model.NetworkFactory;
import io.portent.model.NetworkKind;
import io.portent.model.RiskModel;
import io.portent.model.TrainingListener;
import io.portent.model.Workers;
import io.portent.model.baseline.Baselines;
import io.portent.model.baseline.LogisticFolds;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides what serves, and fits it: its members, its calibration and its thresholds, all from the training span alone. */
final class Fitting {
    /** As many as an ensemble has by default: each block is a third of the onsets. */
    private static final int LOGISTIC_BLOCKS = 3;

    private final NetworkFactory networks;
    private final LearningPlan plan;
    private final Workers workers;
    private final TrainingListener listener;
    private final List<EncodedRun> runs;
    private final HealthHistory health;

    Fitting(
            NetworkFactory networks,
            LearningPlan plan,
            Workers workers,
            TrainingListener listener,
            List<EncodedRun> runs,
            HealthHistory health) {
        this.networks = networks;
        this.plan = plan;
        this.workers = workers;
        this.listener = listener;
        this.runs = runs;
        this.health = health;
    }

    /**
     * What came of it.
     *
     * @param members saved networks; none where a baseline serves
     * @param alarms what the budget allows, [level * horizons + horizon]
     */
    record Fitted(
            ModelSpec spec,
            List<byte[]> members,
            Serving serving,
            List<AlarmChoice> alarms,
            Baselines baselines,
            Choice choice) {}

    /**
     * Fits.
     *
     * @param before what an earlier fit to a part of the same span has chosen; null: it is decided here
     * @return null where blocks are so short that nothing labelled is left to learn from
     */
    @Nullable
    Fitted fit(@Nullable Choice before) {
        Baselines baselines = Baselines.fit(runs, plan.horizons(), plan.model().dataWindow());
        if (!plan.isContested()) {
            return network(plan.model(), false, baselines, null);
        }
        Choice choice = before != null ? before : new Contest(networks, plan, workers, listener).choose(runs, health);
        for (NetworkKind kind : plan.networks()) {
            boolean blended = Bundle.blended(kind).equals(choice.chosen());
            if (blended || kind.label().equals(choice.chosen())) {
                return network(plan.model().with(kind, plan.model().ensemble()), blended, baselines, choice);
            }
        }
        return baseline(baselines, choice);
    }

    /** @param chosen null: the network serves if it is better than climatology */
    private @Nullable Fitted network(ModelSpec spec, boolean blended, Baselines baselines, @Nullable Choice chosen) {
        BlockFit.Fitted<byte[]> fitted = new CrossFit(networks, spec, plan.horizons(), workers, listener).fit(runs);
        if (fitted.members().isEmpty()) {
            return null;
        }
        Map<EncodedRun, float[]> hazards =
                blended ? blend(fitted.heldOut(), logistic(true, spec.ensemble())) : fitted.heldOut();
        Calibration calibration = CalibrationFit.of(hazards, runs, HazardTargets.outputs(plan.horizons()));
        Backtest heldOut = heldOut(hazards, calibration);
        Choice choice = chosen != null ? chosen : gate(spec.network().label(), heldOut, baselines);
        if (choice.withoutSkill()) {
            return baseline(baselines, choice);
        }
        return new Fitted(
                spec,
                fitted.members(),
                new Serving(null, blended, calibration),
                heldOut.alarms(plan.budget()),
                baselines,
                choice);
    }

    /** A network that was asked for by name need not be the best, but it must say more than how often failures are. */
    private Choice gate(String name, Backtest heldOut, Baselines baselines) {
        Map<String, BlockLosses> losses = new LinkedHashMap<>();
        Backtest usual = heldOut.alsoAsked(baselines.climatology());
        losses.put(Baselines.CLIMATOLOGY, usual.losses(BlockLosses.blockOf(plan.horizons())));
        losses.put(name, heldOut.losses(BlockLosses.blockOf(plan.horizons())));
        return new Verdict(losses, null, plan.model().seed()).choice(name, 0);
    }

    private Fitted baseline(Baselines baselines, Choice choice) {
        Calibration calibration = Calibration.NONE;
        Backtest heldOut;
        if (baselines.hazards(choice.chosen()) != null) {
            Map<EncodedRun, float[]> hazards = logistic(choice.chosen().equals(Baselines.LOGISTIC), LOGISTIC_BLOCKS);
            calibration = CalibrationFit.of(hazards, runs, HazardTargets.outputs(plan.horizons()));
            heldOut = heldOut(hazards, calibration);
        } else {
            RiskModel model = baselines.named(choice.chosen());
            heldOut = asked(one ->
                    new AfterDataWindow(model, plan.model().dataWindow()).risks(one.run(), one.from(), one.to()));
        }
        return new Fitted(
                plan.model(),
                List.of(),
                new Serving(choice.chosen(), false, calibration),
                heldOut.alarms(plan.budget()),
                baselines,
                choice);
    }

    /** Hazards by logistic regression that has not learnt from the step. */
    private Map<EncodedRun, float[]> logistic(boolean readsLogs, int blocks) {
        LogisticFolds folds = new LogisticFolds(plan.horizons(), plan.model().dataWindow(), readsLogs);
        return new BlockFit<>(folds, blocks, plan.horizons(), workers).fit(runs).heldOut();
    }

    private static Map<EncodedRun, float[]> blend(Map<EncodedRun, float[]> ones, Map<EncodedRun, float[]> others) {
        Map<EncodedRun, float[]> blended = new HashMap<>();
        ones.forEach((run, hazards) -> blended.put(run, Blend.mean(hazards, others.getOrDefault(run, hazards))));
        return blended;
    }

    private Backtest heldOut(Map<EncodedRun, float[]> hazards, Calibration calibration) {
        return asked(one ->
                Calibrated.risks(hazards.getOrDefault(one.run(), unanswered(one.run())), calibration, plan.horizons()));
    }

    private static float[] unanswered(EncodedRun run) {
        float[] none = new float[run.run().size() * run.outputs()];
        Arrays.fill(none, Float.NaN);
        return none;
    }

    private Backtest asked(Function<Backtest.Asked, float[]> risks) {
        List<Backtest.Asked> all = runs.stream()
                .map(run -> new Backtest.Asked(run, 0, run.run().size()))
                .toList();
        return new Backtest(plan.horizons(), health, all, risks);
    }
}
