package io.portent.bundle;

import io.portent.model.baseline.Baselines;
import java.util.List;

/**
 * Why this kind of model serves: what was compared within the training span, each on time later than it had learnt from.
 *
 * @param chosen name of the one that serves
 * @param reason one sentence for a person
 * @param folds times at which each had to learn anew
 */
public record Choice(String chosen, String reason, int folds, List<Candidate> candidates) {
    /**
     * One that was compared.
     *
     * @param gain share of climatology's log loss that it saves, in (-inf, 1]
     * @param low lower end of the 90 % interval of the gain (block bootstrap)
     * @param high upper end
     */
    public record Candidate(String name, double gain, double low, double high) {}

    public Choice {
        candidates = List.copyOf(candidates);
    }

    /** Whether what serves says no more than how often failures are. */
    public boolean withoutSkill() {
        return chosen.equals(Baselines.CLIMATOLOGY);
    }
}
