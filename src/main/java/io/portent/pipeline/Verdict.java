package io.portent.pipeline;

import io.portent.bundle.Choice;
import io.portent.evaluate.BlockLosses;
import io.portent.evaluate.Comparison;
import io.portent.model.baseline.Baselines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who serves, by losses on the same questions: the simplest that is not likely worse than the best, if that is clearly better
 * than climatology. What is simple is understood faster and forgets less of what it has not seen for long.
 */
final class Verdict {
    /** Share of climatology's loss that must be saved: labels that mean nothing are now and then good for a percent. */
    private static final double LEAST = 0.02;

    private final Map<String, BlockLosses> losses;
    private final @Nullable BlockLosses hindsight;
    private final long seed;

    /**
     * Compares.
     *
     * @param losses by name, the simplest first, climatology among them; empty: nothing could be compared
     * @param hindsight of the best constant for these very questions. Where failures have become rarer, whatever has noticed that is
     *     better than a climatology that has not, and still cannot tell one hour from another. Null: climatology is that constant
     */
    Verdict(Map<String, BlockLosses> losses, @Nullable BlockLosses hindsight, long seed) {
        this.losses = losses;
        this.hindsight = hindsight;
        this.seed = seed;
    }

    /**
     * Decides.
     *
     * @param otherwise who serves where nothing could be compared
     */
    Choice choice(String otherwise, int folds) {
        if (losses.isEmpty()) {
            return new Choice(
                    otherwise, "the training span is too short to compare models within it", folds, List.of());
        }
        List<Choice.Candidate> candidates = new ArrayList<>();
        losses.keySet().forEach(name -> candidates.add(candidate(name)));
        String best = Baselines.CLIMATOLOGY;
        double most = 0;
        for (Choice.Candidate one : candidates) {
            if (one.gain() > most) {
                most = one.gain();
                best = one.name();
            }
        }
        if (!isSkilled(best)) {
            return new Choice(Baselines.CLIMATOLOGY, "no skill: " + noSkill(best, candidates), folds, candidates);
        }
        for (Choice.Candidate one : candidates) {
            if (one.name().equals(best)) {
                return new Choice(best, "the best of " + candidates.size() + " compared", folds, candidates);
            }
            if (isSkilled(one.name()) && !against(best, one.name()).likelyBetter()) {
                String reason = "simpler than " + best + ", which is not likely better";
                return new Choice(one.name(), reason, folds, candidates);
            }
        }
        throw new IllegalStateException("the best is among the candidates");
    }

    private String noSkill(String best, List<Choice.Candidate> candidates) {
        for (Choice.Candidate one : candidates) {
            if (one.name().equals(best) && !best.equals(Baselines.CLIMATOLOGY)) {
                return String.format(
                        Locale.ROOT,
                        "the best, %s, saves %.1f %% of climatology's log loss (90 %% interval: %+.1f to %+.1f), %s",
                        best,
                        100 * one.gain(),
                        100 * one.low(),
                        100 * one.high(),
                        isBeyondChance(best)
                                ? "and so does a constant that knew how often it would fail"
                                : "which chance explains");
            }
        }
        return "nothing that was tried says more than how often failures are";
    }

    private Choice.Candidate candidate(String name) {
        Comparison one = against(name, Baselines.CLIMATOLOGY);
        return new Choice.Candidate(name, one.gain(), Math.max(-1e3, one.low()), one.high());
    }

    private boolean isBeyondChance(String name) {
        Comparison one = against(name, Baselines.CLIMATOLOGY);
        return one.likelyBetter() && one.gain() >= LEAST;
    }

    private boolean isSkilled(String name) {
        return isBeyondChance(name)
                && (hindsight == null
                        || Comparison.of(of(name), hindsight, seed).likelyBetter());
    }

    private Comparison against(String one, String other) {
        return Comparison.of(of(one), of(other), seed);
    }

    private BlockLosses of(String name) {
        BlockLosses found = losses.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no losses of " + name);
        }
        return found;
    }
}
