package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.model.RiskModel;
import java.util.List;

/**
 * Always says what was usual.
 *
 * @param rates [level * horizons + horizon]
 */
public record Climatology(List<Double> rates) implements RiskModel {
    public Climatology {
        rates = List.copyOf(rates);
    }

    static Climatology fit(List<EncodedRun> runs, Horizons horizons) {
        return new Climatology(Rates.of(runs, horizons, 1, (run, step) -> 0).get(0));
    }

    @Override
    public float[] risks(EncodedRun run, int from, int to) {
        return Rates.answer(List.of(rates), run, from, to, (r, step) -> 0);
    }
}
