package io.portent.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * How well chances matched what happened, for one level and horizon. NaN where a number is not defined (no onset, no quiet
 * moment).
 *
 * @param questions moments asked
 * @param positives of them with an onset
 * @param prAuc area under the precision-recall curve (average precision); compare it with {@link #baseRate}
 * @param brier mean squared error of the chances
 * @param logLoss mean cross-entropy, chances clipped to [1e-6, 1 - 1e-6]
 * @param calibrationError mean gap between chance and frequency over ten equal bins, weighted by their size
 * @param bestF1 over all thresholds, seen with hindsight
 * @param alarms null for what raises none
 */
public record Score(
        int questions,
        int positives,
        double prAuc,
        double brier,
        double logLoss,
        double calibrationError,
        double bestF1,
        @Nullable AlarmScore alarms) {

    Score with(AlarmScore counted) {
        return new Score(questions, positives, prAuc, brier, logLoss, calibrationError, bestF1, counted);
    }

    public double baseRate() {
        return (double) positives / questions;
    }

    /** 1 - Brier / Brier of the given other score on the same questions; NaN against one that never erred. */
    public double skillAgainst(Score baseline) {
        return baseline.brier() > 0 ? 1 - brier / baseline.brier() : Double.NaN;
    }

    /** Skill against always saying the base rate of these very questions: stricter than any real climatology. */
    public double skill() {
        boolean both = positives > 0 && positives < questions;
        return both ? 1 - brier / (baseRate() * (1 - baseRate())) : Double.NaN;
    }
}
