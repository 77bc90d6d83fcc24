package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.model.RiskModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rule most people start with: many errors lately, so it will fail. Chances per error count, made to rise with the
 * count.
 *
 * @param windows over which errors are counted, the first horizon's worth of them, a data window's at most
 * @param rates [count group][level * horizons + horizon]
 */
public record ErrorRate(int windows, List<List<Double>> rates) implements RiskModel {
    private static final int[] EDGES = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, 512, 1024, 4096};

    public ErrorRate {
        List<List<Double>> copy = new ArrayList<>();
        rates.forEach(row -> copy.add(List.copyOf(row)));
        rates = List.copyOf(copy);
    }

    static ErrorRate fit(List<EncodedRun> runs, Horizons horizons, int dataWindow, Predicate<Instant> learn) {
        Duration length = runs.get(0).run().windowLength();
        int windows = (int)
                Math.max(1, Math.min(dataWindow, horizons.horizons().get(0).dividedBy(length)));
        List<List<Double>> rates =
                Rates.of(runs, horizons, learn, EDGES.length + 1, (run, step) -> group(run, step, windows));
        return new ErrorRate(windows, rising(rates));
    }

    private static int group(EncodedRun run, int step, int windows) {
        int errors = 0;
        for (int i = Math.max(0, step - windows + 1); i <= step; i++) {
            errors += run.run().errors(i);
        }
        int group = 0;
        while (group < EDGES.length && errors >= EDGES[group]) {
            group++;
        }
        return group;
    }

    /** Each count group gets at least its lower neighbours' chance: the running maximum, which keeps the ranking. */
    private static List<List<Double>> rising(List<List<Double>> rates) {
        List<List<Double>> rising = new ArrayList<>();
        List<Double> below = rates.get(0);
        for (List<Double> row : rates) {
            List<Double> raised = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                raised.add(Math.max(row.get(i), below.get(i)));
            }
            rising.add(raised);
            below = raised;
        }
        return rising;
    }

    @Override
    public float[] risks(EncodedRun run, int from, int to) {
        return Rates.answer(rates, run, from, to, (r, step) -> group(r, step, windows));
    }
}
