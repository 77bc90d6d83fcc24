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
     */
    double threshold(
            List<Question> questions, HealthHistory health, HealthState level, Duration warning, Duration horizon) {
        List<Double> candidates = candidates(questions);
        double chosen = candidates.isEmpty() ? WITHOUT_EVIDENCE : Math.min(1, candidates.get(0) * 1.01);
        for (double candidate : candidates) {
            List<Question> alarmed =
                    questions.stream().map(q -> q.alarmedFrom(candidate)).toList();
            AlarmScore score = AlarmScoring.of(alarmed, health, level, warning, horizon);
            if (score.falseAlarmsPerWeek() > perWeek()) {
                break;
            }
            chosen = candidate;
        }
        return chosen;
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
