package io.portent.retrain;

import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.RetrainReceipt.Cause;
import io.portent.evaluate.Comparison;
import io.portent.model.baseline.Baselines;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who serves next. A challenger is let in only if it is likely better, and by a twentieth, than every rule that needs no learning, not surely
 * worse than logistic regression, and surely better than the champion, by the margin.
 *
 * <p>"Likely" and "surely" are the bootstrap's words: four resamples in five, and nineteen in twenty, on the same questions.
 * To replace what serves takes more than to serve where nothing does. The price: a challenger that is a little better waits
 * until enough incidents have shown it. A champion that has drifted so far that it says unknown does not serve: there a challenger must
 * only not be surely worse, besides what the baselines ask of it.
 *
 * <p>A challenger may itself be a baseline that answers in the network's place: it is not asked to be better than itself. Climatology,
 * which answers where nothing has skill, is never let in: labels that do not go with the logs make every champion look worse than it.
 */
public final class Gate {
    /** Baselines that learn nothing from what the logs say before a failure. */
    private static final List<String> TRIVIAL = List.of("climatology", "persistence", "error-rate", "history");

    /**
     * Share of their loss that must be saved. What has learnt from labels that mean nothing comes close to climatology, and
     * by luck a percent or two beyond it.
     */
    private static final double LEAST = 0.05;

    private static final String CHAMPION = "the champion";

    private final double margin;

    /** @param margin share of the champion's loss that must be saved */
    public Gate(double margin) {
        this.margin = margin;
    }

    /** The decision, and one sentence for a person. */
    public record Decision(Cause cause, String reason) {
        public boolean promote() {
            return cause.verdict() == RetrainReceipt.Verdict.PROMOTED;
        }
    }

    /**
     * Decides.
     *
     * @param serves name of the baseline that the challenger is; null: a network has a part in it
     * @param baselines the challenger against each of them, by name
     * @param champion the challenger against the one that serves; null where there is none that it can be held against
     * @param mute whether the champion is beyond its trained range and says unknown of everything
     */
    public Decision decide(
            @Nullable String serves, Map<String, Comparison> baselines, @Nullable Comparison champion, boolean mute) {
        if (Baselines.CLIMATOLOGY.equals(serves)) {
            return new Decision(
                    Cause.NOT_BETTER_THAN_BASELINE, "no skill: nothing that was learnt says when failures come");
        }
        for (Map.Entry<String, Comparison> one : baselines.entrySet()) {
            Decision against = one.getKey().equals(serves) ? null : against(one.getKey(), one.getValue());
            if (against != null) {
                return against;
            }
        }
        if (champion == null) {
            return new Decision(Cause.FIRST_MODEL, "better than every baseline; there was no champion to compare with");
        }
        return mute ? againstMute(champion) : againstServing(champion);
    }

    /** Null: nothing against letting it in. */
    private static @Nullable Decision against(String baseline, Comparison against) {
        boolean trivial = TRIVIAL.contains(baseline);
        if (trivial && !(against.likelyBetter() && against.gain() >= LEAST)) {
            return new Decision(
                    Cause.NOT_BETTER_THAN_BASELINE, "not clearly better than " + baseline + ": " + said(against));
        }
        return !trivial && against.surelyWorse()
                ? new Decision(Cause.WORSE_THAN_LOGISTIC, "worse than " + baseline + ": " + said(against))
                : null;
    }

    /** What it would answer is not shown to anybody, so there is nothing to lose but its return to the trained range. */
    private static Decision againstMute(Comparison champion) {
        if (champion.surelyWorse()) {
            return new Decision(
                    Cause.NOT_BETTER_THAN_CHAMPION,
                    "worse than " + CHAMPION + ", although that has drifted: " + said(champion));
        }
        return new Decision(
                Cause.CHAMPION_DRIFTED,
                "better than every baseline, while " + CHAMPION + " has drifted and says unknown; against it: "
                        + said(champion));
    }

    private Decision againstServing(Comparison champion) {
        if (!champion.surelyBetter()) {
            return new Decision(
                    Cause.NOT_BETTER_THAN_CHAMPION, "not surely better than " + CHAMPION + ": " + said(champion));
        }
        if (champion.gain() < margin) {
            return new Decision(
                    Cause.BELOW_MARGIN,
                    "better than " + CHAMPION + ", but by less than the margin of " + percent(margin) + ": "
                            + said(champion));
        }
        return new Decision(Cause.BETTER, "better than " + CHAMPION + " and every baseline: " + said(champion));
    }

    private static String said(Comparison one) {
        if (one.blocks() == 0) {
            return "nothing to compare by";
        }
        return "log loss " + percent(Math.abs(one.gain())) + (one.gain() < 0 ? " higher" : " lower")
                + " (90 % interval: " + signed(-one.high()) + " to " + signed(-one.low()) + ")";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String signed(double share) {
        return String.format(Locale.ROOT, "%+.1f", 100 * share);
    }
}
