package io.portent.retrain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the history is cut: what comes before is learnt from, what comes after the gap is scored on.
 *
 * <pre>
 *   since             held out from      scored from            until
 *     |------ learnt -------|------ gap ------|------ scored ------|      gap: a data window and the longest horizon,
 *                                                                         so that nothing learnt from is asked about
 * </pre>
 *
 * @param shortage what is missing, one sentence; null where the split can be used
 */
public record Split(
        Instant heldOutFrom, Instant scoredFrom, @Nullable String shortage) {
    /** A model needs as many to learn from, or else a block of its training is left without one. */
    private static final int LEAST_LEARNT = 3;

    /** One onset says nothing about the next. */
    private static final int LEAST_SCORED = 2;

    /** However few onsets that leaves to score on, half of the history is learnt from. */
    private static final double MOST_HELD_OUT = 0.5;

    /**
     * How to cut.
     *
     * @param share of the history that is held out at least
     * @param least onsets in the history, and since the champion was trained
     * @param gap see above
     */
    public record Rule(double share, int least, Duration gap) {}

    /**
     * Chooses by times alone; no score is known yet.
     *
     * @param onsets in [since, until], in rising order
     * @param trainedUntil of the champion that the challenger will be held against; null: there is none
     */
    public static Split of(
            Instant since, Instant until, List<Instant> onsets, @Nullable Instant trainedUntil, Rule rule) {
        Duration span = Duration.between(since, until);
        Instant latest = later(until.minus(share(span, rule.share())), trainedUntil);
        Instant earliest = later(until.minus(share(span, MOST_HELD_OUT)), trainedUntil);
        if (onsets.size() < rule.least()) {
            return at(latest, rule, needs(rule.least() - onsets.size(), "in the history, there are " + onsets.size()));
        }
        int sinceTrained = trainedUntil == null ? rule.least() : count(onsets, trainedUntil.plus(rule.gap()), until);
        if (sinceTrained < rule.least()) {
            return at(
                    latest,
                    rule,
                    needs(
                            rule.least() - sinceTrained,
                            "there are " + sinceTrained + " since the champion was trained"));
        }
        Instant from = latest;
        while (count(onsets, from.plus(rule.gap()), until) < rule.least() && from.isAfter(earliest)) {
            Instant further = from.minus(span.dividedBy(100));
            from = further.isBefore(earliest) ? earliest : further;
        }
        int scored = count(onsets, from.plus(rule.gap()), until);
        int learnt = count(onsets, since, from);
        int missing = Math.max(LEAST_SCORED - scored, LEAST_LEARNT - learnt);
        String shortage = missing <= 0
                ? null
                : needs(
                        missing,
                        "there are " + learnt + " to learn from until " + from + " and " + scored
                                + " later ones to be scored on");
        return at(from, rule, shortage);
    }

    /** The champion must not be asked about what it was trained on. */
    private static Instant later(Instant from, @Nullable Instant trainedUntil) {
        return trainedUntil == null || trainedUntil.isBefore(from) ? from : trainedUntil;
    }

    private static Split at(Instant from, Rule rule, @Nullable String shortage) {
        return new Split(from, from.plus(rule.gap()), shortage);
    }

    private static Duration share(Duration span, double share) {
        return Duration.ofMillis((long) (span.toMillis() * share));
    }

    private static int count(List<Instant> onsets, Instant from, Instant until) {
        return (int) onsets.stream()
                .filter(onset -> !onset.isBefore(from) && !onset.isAfter(until))
                .count();
    }

    private static String needs(int missing, String why) {
        return "needs " + missing + (missing == 1 ? " more incident: " : " more incidents: ") + why;
    }
}
