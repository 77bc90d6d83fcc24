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
 */
record Chunk(EncodedRun run, int from, int countsFrom, int to) {

    /**
     * Cuts runs into chunks in which every step that may count does so exactly once.
     *
     * <p>At the very start of a run there is no burn-in to be had; its first answers are made from less than a data window
     * and a live agent would not give them, but they are labelled time, and short histories cannot spare it. A quarter of
     * the burn-in is still hidden.
     */
    static List<Chunk> of(EncodedRun run, ModelSpec spec, IntPredicate mayCount) {
        List<Chunk> chunks = new ArrayList<>();
        int steps = run.run().size();
        int step = Math.min(steps, spec.burnIn() / 4);
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
        float[] masks = run.masks();
        for (int i = countsFrom * run.outputs(); i < to * run.outputs(); i++) {
            if (masks[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
