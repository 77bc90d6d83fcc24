package io.portent.model;

import io.portent.dataset.EncodedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A piece of a run that a network reads from a zero state.
 *
 * <pre>
 *   from        countsFrom                      to
 *    |--burn-in------|--answers that count-------|      neighbours overlap by the burn-in
 * </pre>
 *
 * For a network that reads from both ends a chunk is one data window, and only the answer at its end counts.
 */
record Chunk(EncodedRun run, int from, int countsFrom, int to) {

    /** Cuts runs into chunks in which every step that may count, and has enough before it, does so exactly once. */
    static List<Chunk> of(EncodedRun run, ModelSpec spec, IntPredicate mayCount) {
        List<Chunk> chunks = new ArrayList<>();
        int steps = run.run().size();
        int step = Math.min(steps, spec.leastBefore());
        while (step < steps) {
            if (!mayCount.test(step)) {
                step++;
                continue;
            }
            int from = Math.max(0, step - spec.burnIn());
            int to = step;
            while (to < steps && to - from < spec.chunkSteps() && mayCount.test(to)) {
                to++;
            }
            chunks.add(new Chunk(run, from, step, to));
            step = to;
        }
        return chunks;
    }

    /** Whether any target counts: a chunk without one costs time and teaches nothing. */
    boolean teaches() {
        return hasAny(run.masks());
    }

    /** Whether an onset is a target. */
    boolean hasOnset() {
        return hasAny(run.targets());
    }

    private boolean hasAny(float[] values) {
        for (int i = countsFrom * run.outputs(); i < to * run.outputs(); i++) {
            if (values[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
