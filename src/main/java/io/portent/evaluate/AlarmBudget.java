package io.portent.evaluate;

import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many false alarms an entity may raise.
 *
 * @param falseAlarms per {@code per}, positive
 */
public record AlarmBudget(double falseAlarms, Duration per) {
    private static final double WEEK_SECONDS = Duration.ofDays(7).toSeconds();
    private static final int CANDIDATES = 80;

    /** Where history shows no onset there is nothing to choose by; then only near-certainty rings. */
    private static final double WITHOUT_EVIDENCE = 0.5;

    /**
     * Most of the quiet time that may stand in alarm. An alarm rings once however long it stands, so the count alone would be
     * happiest with one that never ends.
     */
    static final double MOST_QUIET_TIME = 0.25;

    public AlarmBudget {
        if (!(falseAlarms > 0) || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("budget must be positive, was " + falseAlarms + " per " + per);
        }
    }

    private double perWeek() {
        return falseAlarms * WEEK_SECONDS / per.toSeconds();
    }

    /**
     * The lowest threshold before the budget is first broken, coming down from certainty. Going further down can bring the
     * count back under the budget, but only because alarms grow together until one rings for ever.
     *
     * @return above 1 where even certainty rings too often
     */
    double threshold(
            List<Question> questions, HealthHistory health, HealthState level, Duration warning, Duration horizon) {
        List<Double> candidates = candidates(questions);
        if (candidates.isEmpty()) {
            return Math.max(WITHOUT_EVIDENCE, aboveAll(questions));
        }
        double chosen = aboveAll(questions);
        AlarmScoring scoring = new AlarmScoring(questions, health, level, warning, horizon);
        for (double candidate : candidates) {
            AlarmScore score = scoring.score(i -> questions.get(i).chance() >= candidate);
            if (score.falseAlarmsPerWeek() > perWeek() || quietTimeInAlarm(questions, candidate) > MOST_QUIET_TIME) {
                break;
            }
            chosen = candidate;
        }
        return chosen;
    }

    /** A little above every chance given, where none of them may ring; what is more certain than all before still does. */
    private static double aboveAll(List<Question> questions) {
        double highest = questions.stream().mapToDouble(Question::chance).max().orElse(0);
        return highest < 1 ? Math.min(1, Math.nextUp(highest * 1.01)) : Math.nextUp(1.0);
    }

    private static double quietTimeInAlarm(List<Question> questions, double threshold) {
        int quiet = 0;
        int ringing = 0;
        for (Question question : questions) {
            if (!question.onset()) {
                quiet++;
                ringing += question.chance() >= threshold ? 1 : 0;
            }
        }
        return quiet == 0 ? 0 : (double) ringing / quiet;
    }

    /** Chances given before real onsets, from the highest down: no other value changes what is warned of. */
    private static List<Double> candidates(List<Question> questions) {
        List<Double> chances = questions.stream()
                .filter(Question::onset)
                .map(Question::chance)
                .sorted((a, b) -> Double.compare(b, a))
                .distinct()
                .toList();
        if (chances.size() <= CANDIDATES) {
            return chances;
        }
        List<Double> some = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            some.add(chances.get(i * chances.size() / CANDIDATES));
        }
        return some;
    }
}
