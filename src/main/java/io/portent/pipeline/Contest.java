package io.portent.pipeline;

import io.portent.bundle.Bundle;
import io.portent.bundle.Choice;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.dataset.Run;
import io.portent.evaluate.Backtest;
import io.portent.evaluate.BlockLosses;
import io.portent.health.HealthHistory;
import io.portent.model.AfterDataWindow;
import io.portent.model.Blend;
import io.portent.model.BlockFit;
import io.portent.model.Calibrated;
import io.portent.model.Calibration;
import io.portent.model.CrossFit;
import io.portent.model.HazardModel;
import io.portent.model.ModelSpec;
import io.portent.model.NetworkFactory;
import io.portent.model.NetworkKind;
import io.portent.model.TrainingListener;
import io.portent.model.Workers;
import io.portent.model.baseline.Baselines;
import io.portent.model.baseline.Climatology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Which kind of model shall serve, by walking through the training span: each learns from the earlier part and is asked about
 * the next, the whole second half in so many parts.
 *
 * <pre>
 *   fold 1   |------ learn ------| gap |- asked -|
 *   fold 2   |------ learn ----------------| gap |- asked -|      gap: the longest horizon, whose outcomes are not
 *   fold 3   |------ learn --------------------------| gap |-|        known yet, so that no answer is learnt
 * </pre>
 *
 * <p>Unlike in a backtest there is no data window in the gap: where windows are days it would leave nothing to ask, and windows
 * that are read on both sides tell nothing of what came after them.
 *
 * <p>Networks learn alone here, not as an ensemble, and hold a fifth out to stop by: it makes them look a little worse than they will
 * be. Scaling and the choice of features are of the whole training span, for all alike.
 */
final class Contest {
    private static final int FOLDS = 3;

    private final NetworkFactory networks;
    private final LearningPlan plan;
    private final Workers workers;
    private final TrainingListener listener;

    /** One that takes part and what it said, by stretch; the simplest first. */
    private final Map<String, Map<Backtest.Asked, float[]>> answers = new LinkedHashMap<>();

    Contest(NetworkFactory networks, LearningPlan plan, Workers workers, TrainingListener listener) {
        this.networks = networks;
        this.plan = plan;
        this.workers = workers;
        this.listener = listener;
    }

    /** @throws TrainingStopped as training does */
    Choice choose(List<EncodedRun> runs, HealthHistory health) {
        List<Backtest.Asked> asked = new ArrayList<>();
        int folds = 0;
        for (Instant[] fold : folds(runs)) {
            List<Backtest.Asked> some = asked(runs, fold[0], fold[1]);
            if (!some.isEmpty() && isLearnt(runs, fold[0], some)) {
                asked.addAll(some);
                folds++;
            }
        }
        Map<String, BlockLosses> losses = new LinkedHashMap<>();
        BlockLosses hindsight = null;
        for (Map.Entry<String, Map<Backtest.Asked, float[]>> one : answers.entrySet()) {
            Backtest backtest = new Backtest(plan.horizons(), health, asked, stretch -> of(one.getValue(), stretch));
            losses.put(one.getKey(), backtest.losses(BlockLosses.blockOf(plan.horizons())));
            if (hindsight == null) {
                hindsight = backtest.alsoAsked(Climatology.ofHindsight(rates(backtest)))
                        .losses(BlockLosses.blockOf(plan.horizons()));
            }
        }
        return new Verdict(losses, hindsight, plan.model().seed())
                .choice(plan.model().network().label(), folds);
    }

    /** How often each question of the asked time was answered by an onset. */
    private static List<Double> rates(Backtest backtest) {
        return backtest.scores().stream()
                .map(score -> score.questions() == 0 ? 0 : (double) score.positives() / score.questions())
                .toList();
    }

    /** Each: learnt until, asked until. */
    private static List<Instant[]> folds(List<EncodedRun> runs) {
        Instant start = runs.stream()
                .map(run -> run.run().moment(0))
                .min(Instant::compareTo)
                .orElseThrow();
        Instant end = runs.stream()
                .map(run -> run.run().moment(run.run().size() - 1))
                .max(Instant::compareTo)
                .orElseThrow();
        Duration half = Duration.between(start, end).dividedBy(2);
        List<Instant[]> folds = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            Instant from = start.plus(half).plus(half.multipliedBy(fold).dividedBy(FOLDS));
            Instant to = start.plus(half).plus(half.multipliedBy(fold + 1L).dividedBy(FOLDS));
            folds.add(new Instant[] {from, to});
        }
        return folds;
    }

    private static List<Backtest.Asked> asked(List<EncodedRun> runs, Instant after, Instant until) {
        List<Backtest.Asked> asked = new ArrayList<>();
        for (EncodedRun encoded : runs) {
            Run run = encoded.run();
            int from = 0;
            while (from < run.size() && !run.moment(from).isAfter(after)) {
                from++;
            }
            int to = from;
            while (to < run.size() && !run.moment(to).isAfter(until)) {
                to++;
            }
            if (from < to) {
                asked.add(new Backtest.Asked(encoded, from, to));
            }
        }
        return asked;
    }

    /** Whether all could learn from what was known then; if so, their answers are kept. */
    private boolean isLearnt(List<EncodedRun> runs, Instant until, List<Backtest.Asked> asked) {
        List<Supplier<Map<Backtest.Asked, float[]>>> work = new ArrayList<>();
        for (NetworkKind kind : plan.networks()) {
            work.add(() -> hazards(plan.model().with(kind, 1), runs, until, asked));
        }
        List<Map<Backtest.Asked, float[]>> hazards = workers.all(work);
        if (hazards.stream().anyMatch(Map::isEmpty)) {
            return false;
        }
        Horizons horizons = plan.horizons();
        int dataWindow = plan.model().dataWindow();
        Baselines baselines = Baselines.fit(
                runs,
                horizons,
                dataWindow,
                moment -> !moment.plus(horizons.longest()).isAfter(until));
        baselines
                .byName()
                .forEach((name, model) -> keep(
                        name,
                        asked,
                        one -> new AfterDataWindow(model, dataWindow).risks(one.run(), one.from(), one.to())));
        for (int i = 0; i < hazards.size(); i++) {
            Map<Backtest.Asked, float[]> said = hazards.get(i);
            NetworkKind kind = plan.networks().get(i);
            keep(kind.label(), asked, one -> risks(of(said, one)));
            keep(
                    Bundle.blended(kind),
                    asked,
                    one -> risks(
                            Blend.mean(of(said, one), baselines.logistic().hazards(one.run(), one.from(), one.to()))));
        }
        return true;
    }

    private static float[] of(Map<Backtest.Asked, float[]> said, Backtest.Asked one) {
        return said.getOrDefault(one, new float[0]);
    }

    private float[] risks(float[] hazards) {
        return Calibrated.risks(hazards, Calibration.NONE, plan.horizons());
    }

    private void keep(String name, List<Backtest.Asked> asked, Function<Backtest.Asked, float[]> risks) {
        Map<Backtest.Asked, float[]> all = answers.computeIfAbsent(name, any -> new HashMap<>());
        asked.forEach(one -> all.put(one, risks.apply(one)));
    }

    /** Of a network that has learnt until then; empty where there was nothing to learn from. */
    private Map<Backtest.Asked, float[]> hazards(
            ModelSpec spec, List<EncodedRun> runs, Instant until, List<Backtest.Asked> asked) {
        CrossFit learning = new CrossFit(networks, spec, plan.horizons(), Workers.inTurn(), new Silent(listener));
        BlockFit.Fitted<byte[]> fitted = learning.fit(runs, until);
        Map<Backtest.Asked, float[]> hazards = new HashMap<>();
        for (byte[] member : fitted.members()) {
            try (HazardModel model = learning.open(member, runs.get(0))) {
                asked.forEach(one -> hazards.put(one, model.hazards(one.run(), one.from(), one.to())));
            }
        }
        return hazards;
    }

    /** Epochs of those that will not serve are nobody's progress; but they can be stopped. */
    private record Silent(TrainingListener listener) implements TrainingListener {
        @Override
        public void epoch(int member, int epoch, double loss, double heldOut) {}

        @Override
        public boolean stop() {
            return listener.stop();
        }
    }
}
