package io.portent.evaluate;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Hazards;
import io.portent.dataset.Horizons;
import io.portent.forecast.Forecaster;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.model.Ringing;
import io.portent.model.RiskModel;
import io.portent.model.Thresholds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Another model asked what this one has answered, and nothing else. */
    public Backtest alsoAsked(RiskModel other) {
        Map<Asked, float[]> mine = new HashMap<>();
        answered.forEach(one -> mine.put(one.asked, one.risks));
        List<Asked> stretches = answered.stream().map(one -> one.asked).toList();
        return new Backtest(horizons, health, stretches, asked -> {
            float[] theirs = other.risks(asked.run(), asked.from(), asked.to());
            float[] ours = mine.getOrDefault(asked, theirs);
            for (int i = 0; i < theirs.length; i++) {
                theirs[i] = Float.isNaN(ours[i]) ? Float.NaN : theirs[i];
            }
            return theirs;
        });
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

    /**
     * What the budget allows, [level * horizons + horizon]. Each level by its own alarms; a red one counts for orange too, on top of the
     * budget of orange.
     */
    public List<AlarmChoice> alarms(AlarmBudget budget) {
        return each((level, horizon) -> budget.choose(
                questions(level, horizon, null),
                health,
                HazardTargets.LEVELS.get(level),
                horizons.warning(),
                horizons.horizons().get(horizon)));
    }

    /** The thresholds of such choices. */
    public static Thresholds thresholds(List<AlarmChoice> choices) {
        int count = choices.size() / HazardTargets.LEVELS.size();
        List<Double> all = choices.stream().map(AlarmChoice::threshold).toList();
        List<Double> kept = choices.stream().map(AlarmChoice::kept).toList();
        return new Thresholds(
                all.subList(0, count),
                all.subList(count, 2 * count),
                kept.subList(0, count),
                kept.subList(count, 2 * count));
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
            boolean asked = false;
            Ringing ringing = new Ringing(count);
            for (int step = one.asked.from(); step < one.asked.to(); step++) {
                int outcome = Hazards.outcome(run, horizons, step, level, horizon);
                int at = (step - one.asked.from()) * width + horizon;
                double orangeOrWorse = orangeOrWorse(run.state(step), one.risks[at]);
                double red = Math.min(orangeOrWorse, one.risks[at + count]);
                // Red is worse than orange: who is warned of red is warned of orange.
                boolean rings = thresholds != null
                        && Forecaster.state(ringing, thresholds, horizon, orangeOrWorse, red, run.state(step))
                                .atLeast(HazardTargets.LEVELS.get(level));
                double chance = level == 0 ? orangeOrWorse : red;
                boolean before = asked;
                asked = outcome >= 0 && !Double.isNaN(chance);
                if (asked) {
                    questions.add(new Question(
                            run.run().entity(), run.run().moment(step), chance, outcome == 1, rings, !before));
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
}
