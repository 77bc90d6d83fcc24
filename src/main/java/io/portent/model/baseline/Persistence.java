package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.health.HealthState;
import io.portent.model.RiskModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says what usually followed the present state: degraded services fail more often than healthy ones.
 *
 * @param rates [state][level * horizons + horizon]; state 0 is unknown, then green, orange, red
 */
public record Persistence(List<List<Double>> rates) implements RiskModel {
    private static final int STATES = 4;

    public Persistence {
        List<List<Double>> copy = new ArrayList<>();
        rates.forEach(row -> copy.add(List.copyOf(row)));
        rates = List.copyOf(copy);
    }

    static Persistence fit(List<EncodedRun> runs, Horizons horizons, Predicate<Instant> learn) {
        return new Persistence(Rates.of(runs, horizons, learn, STATES, (run, step) -> group(run.state(step))));
    }

    private static int group(@Nullable HealthState state) {
        if (state == null) {
            return 0;
        }
        return switch (state) {
            case GREEN -> 1;
            case ORANGE -> 2;
            case RED -> 3;
        };
    }

    @Override
    public float[] risks(EncodedRun run, int from, int to) {
        return Rates.answer(rates, run, from, to, (r, step) -> group(r.state(step)));
    }
}
