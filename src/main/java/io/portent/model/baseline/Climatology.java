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
     * What was usual in a time that is over, said of that same time: no constant does better there.
     *
     * @param rates as they were
     */
    public static Climatology ofHindsight(List<Double> rates) {
        return capped(rates);
    }

    /**
     * Orange-or-worse is asked of green moments, red of orange ones too, so red may be the more frequent by chance. It is
     * capped here: capped later, while green only, the constant would betray the present state and score for it.
     */
    static Climatology fit(List<EncodedRun> runs, Horizons horizons, Predicate<Instant> learn) {
        return capped(Rates.of(runs, horizons, learn, 1, (run, step) -> 0).get(0));
    }

    private static Climatology capped(List<Double> rates) {
        List<Double> capped = new ArrayList<>(rates);
        int count = rates.size() / 2;
        for (int i = count; i < capped.size(); i++) {
            capped.set(i, Math.min(capped.get(i), capped.get(i - count)));
        }
        return new Climatology(capped);
    }

    @Override
    public float[] risks(EncodedRun run, int from, int to) {
        return Rates.answer(List.of(rates), run, from, to, (r, step) -> 0);
    }
}
