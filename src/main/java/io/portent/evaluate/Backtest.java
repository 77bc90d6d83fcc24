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
        return each((level, horizon) -> Scoring.of(questions(level, horizon, 2), null));
    }

    /** The same with alarms. */
    public List<Score> scores(Thresholds thresholds) {
        return each((level, horizon) -> {
            double threshold = (level == 0 ? thresholds.orange() : thresholds.red()).get(horizon);
            List<Question> questions = questions(level, horizon, threshold);
            return Scoring.of(questions, alarms(questions, level, horizon));
        });
    }

    public Thresholds thresholds(AlarmBudget budget) {
        List<Double> all = each((level, horizon) -> budget.threshold(
                questions(level, horizon, 2),
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

    private List<Question> questions(int level, int horizon, double threshold) {
        int count = horizons.horizons().size();
        int width = HazardTargets.LEVELS.size() * count;
        List<Question> questions = new ArrayList<>();
        for (Answered one : answered) {
            EncodedRun run = one.asked.run();
            for (int step = one.asked.from(); step < one.asked.to(); step++) {
                int outcome = Hazards.outcome(run, horizons, step, level, horizon);
                int at = (step - one.asked.from()) * width;
                double chance = capped(one.risks, at, count, level, horizon);
                if (outcome >= 0 && !Double.isNaN(chance)) {
                    questions.add(new Question(
                            run.run().entity(), run.run().moment(step), chance, outcome == 1, chance >= threshold));
                }
            }
        }
        return questions;
    }

    /** As the forecaster says it: red never more likely than orange or worse. */
    private static double capped(float[] risks, int at, int count, int level, int horizon) {
        double orangeOrWorse = risks[at + horizon];
        return level == 0 ? orangeOrWorse : Math.min(orangeOrWorse, risks[at + count + horizon]);
    }
}
