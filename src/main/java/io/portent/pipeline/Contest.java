package io.portent.pipeline;

import io.portent.bundle.Choice;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.dataset.Run;
import io.portent.evaluate.Backtest;
import io.portent.evaluate.BlockLosses;
import io.portent.health.HealthHistory;
import io.portent.model.AfterDataWindow;
import io.portent.model.BlockFit;
import io.portent.model.Calibrated;
import io.portent.model.Calibration;
import io.portent.model.CrossFit;
import io.portent.model.HazardModel;
import io.portent.model.ModelSpec;
import io.portent.model.NetworkFactory;
import io.portent.model.NetworkKind;
import io.portent.model.RiskModel;
import io.portent.model.TrainingListener;
import io.portent.model.Workers;
import io.portent.model.baseline.Baselines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        answers.forEach((name, said) -> losses.put(
                name,
                new Backtest(plan.horizons(), health, asked, one -> said.getOrDefault(one, new float[0]))
                        .losses(BlockLosses.blockOf(plan.horizons()))));
        return new Verdict(losses, plan.model().seed())
                .choice(plan.model().network().label(), folds);
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
        Map<String, Map<Backtest.Asked, float[]>> fold = new LinkedHashMap<>();
        List<Supplier<Map<Backtest.Asked, float[]>>> work = new ArrayList<>();
        for (NetworkKind kind : plan.networks()) {
            work.add(() -> ofNetwork(plan.model().with(kind, 1), runs, until, asked));
        }
        List<Map<Backtest.Asked, float[]>> ofNetworks = workers.all(work);
        if (ofNetworks.stream().anyMatch(Map::isEmpty)) {
            return false;
        }
        Horizons horizons = plan.horizons();
        Baselines baselines = Baselines.fit(
                runs,
                horizons,
                plan.model().dataWindow(),
                moment -> !moment.plus(horizons.longest()).isAfter(until));
        baselines
                .byName()
                .forEach((name, model) -> fold.put(
                        name, answers(new AfterDataWindow(model, plan.model().dataWindow()), asked)));
        for (int i = 0; i < ofNetworks.size(); i++) {
            fold.put(plan.networks().get(i).label(), ofNetworks.get(i));
        }
        fold.forEach((name, said) ->
                answers.computeIfAbsent(name, any -> new HashMap<>()).putAll(said));
        return true;
    }

    private Map<Backtest.Asked, float[]> ofNetwork(
            ModelSpec spec, List<EncodedRun> runs, Instant until, List<Backtest.Asked> asked) {
        CrossFit learning = new CrossFit(networks, spec, plan.horizons(), Workers.inTurn(), new Silent(listener));
        BlockFit.Fitted<byte[]> fitted = learning.fit(runs, until);
        if (fitted.members().isEmpty()) {
            return Map.of();
        }
        try (HazardModel model = learning.open(fitted.members().get(0), runs.get(0))) {
            return answers(new Calibrated(model, Calibration.NONE, plan.horizons()), asked);
        }
    }

    private static Map<Backtest.Asked, float[]> answers(RiskModel model, List<Backtest.Asked> asked) {
        Map<Backtest.Asked, float[]> answers = new HashMap<>();
        asked.forEach(one -> answers.put(one, model.risks(one.run(), one.from(), one.to())));
        return answers;
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
