package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.model.RiskModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Always says what was usual.
 *
 * @param rates [level * horizons + horizon]
 */
public record Climatology(List<Double> rates) implements RiskModel {
    public Climatology {
        rates = List.copyOf(rates);
    }

    /**
     * Orange-or-worse is asked of green moments, red of orange ones too, so red may be the more frequent by chance. It is
     * capped here: capped later, while green only, the constant would betray the present state and score for it.
     */
    static Climatology fit(List<EncodedRun> runs, Horizons horizons, Predicate<Instant> learn) {
        List<Double> rates = new ArrayList<>(
                Rates.of(runs, horizons, learn, 1, (run, step) -> 0).get(0));
        int count = horizons.horizons().size();
        for (int i = count; i < rates.size(); i++) {
            rates.set(i, Math.min(rates.get(i), rates.get(i - count)));
        }
        return new Climatology(rates);
    }

    @Override
    public float[] risks(EncodedRun run, int from, int to) {
        return Rates.answer(List.of(rates), run, from, to, (r, step) -> 0);
    }
}
