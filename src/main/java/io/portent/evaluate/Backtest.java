package io.portent.evaluate;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Hazards;
import io.portent.dataset.Horizons;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.model.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts chances and what happened side by side, level by level and horizon by horizon. */
public final class Backtest {
    private final Horizons horizons;
    private final HealthHistory health;
    private final List<Answered> answered;

    /**
     * Chances for a stretch of a run.
     *
     * @param from first step that was asked
     */
    public record Asked(EncodedRun run, int from, int to) {}

    /** A stretch with its chances; owns the array. */
    private static final class Answered {
        private final Asked asked;
        private final float[] risks;

        Answered(Asked asked, float[] risks) {
            this.asked = asked;
            this.risks = risks;
        }
    }

    /**
     * Asks a model.
     *
     * @param risks for each stretch, [step - from][level][horizon]; NaN poses no question
     */
    public Backtest(Horizons horizons, HealthHistory health, List<Asked> stretches, Function<Asked, float[]> risks) {
        this.horizons = horizons;
        this.health = health;
        this.answered = stretches.stream()
                .map(one -> new Answered(one, risks.apply(one)))
                .toList();
    }

    /** One score per level and horizon, [level * horizons + horizon]; alarms only where thresholds are given. */
    public List<Score> scores() {
        return each((level, horizon) -> Scoring.of(questions(level, horizon, null), null));
    }

    /** The same with alarms. */
    public List<Score> scores(Thresholds thresholds) {
        return each((level, horizon) -> {
            List<Question> questions = questions(level, horizon, thresholds);
            return Scoring.of(questions, alarms(questions, level, horizon));
        });
    }

    /** What the answers cost, block of time by block. */
    public BlockLosses losses(Duration block) {
        int count = horizons.horizons().size();
        BlockLosses losses = new BlockLosses(block, HazardTargets.LEVELS.size() * count);
        for (int kind = 0; kind < HazardTargets.LEVELS.size() * count; kind++) {
            for (Question question : questions(kind / count, kind % count, null)) {
                losses.add(kind, question);
            }
        }
        return losses;
    }

    /** Each level's thresholds by its own alarms; a red one counts for orange too, on top of the budget of orange. */
    public Thresholds thresholds(AlarmBudget budget) {
        List<Double> all = each((level, horizon) -> budget.threshold(
                questions(level, horizon, null),
                health,
                HazardTargets.LEVELS.get(level),
                horizons.warning(),
                horizons.horizons().get(horizon)));
        int count = horizons.horizons().size();
        return new Thresholds(all.subList(0, count), all.subList(count, 2 * count));
    }

    private interface LevelAndHorizon<T> {
        T at(int level, int horizon);
    }

    private <T> List<T> each(LevelAndHorizon<T> what) {
        List<T> all = new ArrayList<>();
        for (int level = 0; level < HazardTargets.LEVELS.size(); level++) {
            for (int horizon = 0; horizon < horizons.horizons().size(); horizon++) {
                all.add(what.at(level, horizon));
            }
        }
        return all;
    }

    private AlarmScore alarms(List<Question> questions, int level, int horizon) {
        HealthState state = HazardTargets.LEVELS.get(level);
        Duration length = horizons.horizons().get(horizon);
        return AlarmScoring.of(questions, health, state, horizons.warning(), length);
    }

    List<Question> questions(int level, int horizon, @Nullable Thresholds thresholds) {
        int count = horizons.horizons().size();
        int width = HazardTargets.LEVELS.size() * count;
        List<Question> questions = new ArrayList<>();
        for (Answered one : answered) {
            EncodedRun run = one.asked.run();
            for (int step = one.asked.from(); step < one.asked.to(); step++) {
                int outcome = Hazards.outcome(run, horizons, step, level, horizon);
                int at = (step - one.asked.from()) * width + horizon;
                double orangeOrWorse = orangeOrWorse(run.state(step), one.risks[at]);
                double red = Math.min(orangeOrWorse, one.risks[at + count]);
                double chance = level == 0 ? orangeOrWorse : red;
                if (outcome >= 0 && !Double.isNaN(chance)) {
                    boolean rings = thresholds != null && rings(thresholds, level, horizon, orangeOrWorse, red);
                    questions.add(
                            new Question(run.run().entity(), run.run().moment(step), chance, outcome == 1, rings));
                }
            }
        }
        return questions;
    }

    /**
     * As the forecaster says it. While the entity is orange, the chance of entering orange means nothing and must not cap that
     * of red.
     */
    private static double orangeOrWorse(@Nullable HealthState now, double chance) {
        return now == null || now == HealthState.GREEN || Double.isNaN(chance) ? chance : 1;
    }

    /** Red is worse than orange: who is warned of red is warned of orange. */
    private static boolean rings(Thresholds thresholds, int level, int horizon, double orangeOrWorse, double red) {
        boolean ofRed = red >= thresholds.red().get(horizon);
        return ofRed || (level == 0 && orangeOrWorse >= thresholds.orange().get(horizon));
    }
}
