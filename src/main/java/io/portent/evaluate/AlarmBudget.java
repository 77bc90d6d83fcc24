package io.portent.evaluate;

import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many false alarms an entity may raise.
 *
 * @param falseAlarms per {@code per}, positive
 */
public record AlarmBudget(double falseAlarms, Duration per) {
    private static final double WEEK_SECONDS = Duration.ofDays(7).toSeconds();
    private static final int CANDIDATES = 80;

    /** Where alarms end, as shares of where they begin. */
    private static final List<Double> KEPT = List.of(1.0, 0.5, 0.25);

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
     * <p>Tried with alarms that end where they begin, at half of that and at a quarter; what warns of the most onsets is taken,
     * and of those the one that warns the earliest.
     *
     * @param questions of each entity in time order, one entity after the other
     */
    AlarmChoice choose(
            List<Question> questions, HealthHistory health, HealthState level, Duration warning, Duration horizon) {
        List<Double> candidates = candidates(questions);
        AlarmScoring scoring = new AlarmScoring(questions, health, level, warning, horizon);
        Tried best = tried(
                questions,
                candidates.isEmpty() ? Math.max(WITHOUT_EVIDENCE, aboveAll(questions)) : aboveAll(questions),
                1,
                scoring);
        for (double kept : KEPT) {
            for (double candidate : candidates) {
                Tried tried = tried(questions, candidate, kept, scoring);
                if (tried.score.falseAlarmsPerWeek() > perWeek() || tried.quietTime > MOST_QUIET_TIME) {
                    break;
                }
                best = tried.isBetterThan(best) ? tried : best;
            }
        }
        boolean useful = 2 * best.score.warned() >= best.score.onsets();
        return best.choice(useful ? null : atHalf(questions, candidates, scoring));
    }

    /** What it would take to warn of half of the onsets. */
    private static @Nullable Double atHalf(List<Question> questions, List<Double> candidates, AlarmScoring scoring) {
        for (double candidate : candidates) {
            AlarmScore score = tried(questions, candidate, 1, scoring).score;
            if (2 * score.warned() >= score.onsets()) {
                return score.falseAlarmsPerWeek();
            }
        }
        return null;
    }

    private record Tried(double threshold, double kept, AlarmScore score, double quietTime) {
        /** More onsets, then longer leads; of equals the lower threshold, which rings for more of what is yet to come. */
        boolean isBetterThan(Tried other) {
            if (score.warned() != other.score.warned()) {
                return score.warned() > other.score.warned();
            }
            int lead = lead().compareTo(other.lead());
            return lead > 0 || (lead == 0 && threshold < other.threshold);
        }

        private Duration lead() {
            Duration lead = score.medianLead();
            return lead == null ? Duration.ZERO : lead;
        }

        AlarmChoice choice(@Nullable Double atHalf) {
            return new AlarmChoice(
                    threshold,
                    threshold * kept,
                    score.onsets(),
                    score.warned(),
                    score.falseAlarmsPerWeek(),
                    score.medianLead(),
                    atHalf);
        }
    }

    private static Tried tried(List<Question> questions, double threshold, double kept, AlarmScoring scoring) {
        BitSet alarms = Question.alarms(questions, threshold, threshold * kept);
        return new Tried(threshold, kept, scoring.score(alarms::get), quietTimeInAlarm(questions, alarms));
    }

    /** A little above every chance given, where none of them may ring; what is more certain than all before still does. */
    private static double aboveAll(List<Question> questions) {
        double highest = questions.stream().mapToDouble(Question::chance).max().orElse(0);
        return highest < 1 ? Math.min(1, Math.nextUp(highest * 1.01)) : Math.nextUp(1.0);
    }

    private static double quietTimeInAlarm(List<Question> questions, BitSet alarms) {
        int quiet = 0;
        int ringing = 0;
        for (int i = 0; i < questions.size(); i++) {
            if (!questions.get(i).onset()) {
                quiet++;
                ringing += alarms.get(i) ? 1 : 0;
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
