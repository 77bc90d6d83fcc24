package io.portent.explain;

import io.portent.health.HealthState;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What drives a forecast, by perturbation: the data window is read again without each thing that may. Each costs as much as a forecast,
 * so no more than {@value #TRIED} are tried. What is not seen: two that would each do alone. That what was named does it together is
 * told by one more question, without all of them.
 */
public final class Explainer {
    public static final int NAMED = 5;
    private static final int TRIED = 40;
    /** Less is no explanation. */
    private static final double LEAST = 0.01;

    private final HealthState level;
    private final Duration horizon;

    /** @param level of which the chance is, within the horizon */
    public Explainer(HealthState level, Duration horizon) {
        this.level = level;
        this.horizon = horizon;
    }

    /**
     * Names the strongest, at most {@value #NAMED}.
     *
     * @param candidates those most worth trying first
     * @param chance of the level or worse within the horizon, had the windows been these
     */
    public Explanation of(List<Window> windows, List<Candidate> candidates, ToDoubleFunction<List<Window>> chance) {
        double full = chance.applyAsDouble(windows);
        List<Tried> tried = candidates.stream()
                .filter(one -> windows.stream().anyMatch(window -> one.count(window) > 0))
                .limit(TRIED)
                .map(one -> new Tried(one, 1 - chance.applyAsDouble(one.without(windows)) / full))
                .filter(one -> one.share >= LEAST)
                .sorted(Comparator.comparingDouble(Tried::share).reversed())
                .limit(NAMED)
                .toList();
        if (tried.isEmpty()) {
            return new Explanation(level, horizon, full, Double.NaN, List.of(), null);
        }
        List<Candidate> named = tried.stream().map(Tried::candidate).toList();
        return new Explanation(
                level,
                horizon,
                full,
                chance.applyAsDouble(without(windows, named)),
                tried.stream().map(one -> cause(one, windows)).toList(),
                null);
    }

    private record Tried(Candidate candidate, double share) {}

    /** The windows without any of these. */
    public static List<Window> without(List<Window> windows, List<Candidate> gone) {
        List<Window> rest = windows;
        for (Candidate one : gone) {
            rest = one.without(rest);
        }
        return rest;
    }

    private static Cause cause(Tried tried, List<Window> windows) {
        Candidate candidate = tried.candidate;
        List<Instant> in = new ArrayList<>();
        int count = 0;
        for (Window window : windows) {
            int here = candidate.count(window);
            count += here;
            if (here > 0) {
                in.add(window.start());
            }
        }
        return new Cause(
                candidate.kind(), candidate.id(), candidate.text(), count, Math.min(1, tried.share), in, List.of());
    }
}
