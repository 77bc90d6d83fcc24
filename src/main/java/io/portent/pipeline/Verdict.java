package io.portent.pipeline;

import io.portent.bundle.Choice;
import io.portent.evaluate.BlockLosses;
import io.portent.evaluate.Comparison;
import io.portent.model.baseline.Baselines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who serves, by losses on the same questions: the simplest that is not likely worse than the best, if that is clearly better
 * than climatology. What is simple is understood faster and forgets less of what it has not seen for long.
 */
final class Verdict {
    /** Share of climatology's loss that must be saved: labels that mean nothing are now and then good for a percent. */
    private static final double LEAST = 0.02;

    private final Map<String, BlockLosses> losses;
    private final long seed;

    /** @param losses by name, the simplest first, climatology among them; empty: nothing could be compared */
    Verdict(Map<String, BlockLosses> losses, long seed) {
        this.losses = losses;
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

    private static String noSkill(String best, List<Choice.Candidate> candidates) {
        for (Choice.Candidate one : candidates) {
            if (one.name().equals(best) && !best.equals(Baselines.CLIMATOLOGY)) {
                return String.format(
                        Locale.ROOT,
                        "the best, %s, saves %.1f %% of climatology's log loss (90 %% interval: %+.1f to %+.1f), which chance explains",
                        best,
                        100 * one.gain(),
                        100 * one.low(),
                        100 * one.high());
            }
        }
        return "nothing that was tried says more than how often failures are";
    }

    private Choice.Candidate candidate(String name) {
        Comparison one = against(name, Baselines.CLIMATOLOGY);
        return new Choice.Candidate(name, one.gain(), Math.max(-1e3, one.low()), one.high());
    }

    private boolean isSkilled(String name) {
        Comparison one = against(name, Baselines.CLIMATOLOGY);
        return one.likelyBetter() && one.gain() >= LEAST;
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
