package io.portent.model;

import io.portent.dataset.SymbolRun;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A row of symbols in the order in which it stands there, cut into as many sequences side by side as a batch has:
 *
 * <pre>
 *   sequence 0   |batch 0|batch 1|batch 2|        each batch goes on where the one before has ended; the first of
 *   sequence 1   |batch 0|batch 1|batch 2|        a pass begins from a zero state. What is left at the ends of
 *                 steps                           the sequences is not learnt, as in min-char-rnn.
 * </pre>
 */
public final class StreamFeed {
    private final SymbolRun run;
    private final int sequences;
    private final int steps;
    private final int length;

    /**
     * @param sequences side by side, at least 1; fewer where the run is shorter than that
     * @param steps of a batch, at least 1; fewer where the sequences are shorter than that
     */
    public StreamFeed(SymbolRun run, int sequences, int steps) {
        if (sequences < 1 || steps < 1) {
            throw new IllegalArgumentException("sequences and steps must be >= 1, were " + sequences + " and " + steps);
        }
        this.run = run;
        this.sequences = Math.min(sequences, run.size());
        this.length = run.size() / this.sequences;
        this.steps = Math.min(steps, length);
        long values = (long) this.sequences * this.steps * Math.max(run.inputs(), run.outputs());
        if (values > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a batch of " + this.sequences + " sequences of " + this.steps
                    + " steps has " + values + " values, more than an array holds; take fewer or shorter ones");
        }
    }

    /** Batches of a pass. */
    public int batches() {
        return length / steps;
    }

    public int sequences() {
        return sequences;
    }

    /** Steps of a batch. */
    public int steps() {
        return steps;
    }

    /** The batches of a pass from one on. */
    public Iterator<Batch> from(int first) {
        return new Iterator<>() {
            private int next = first;

            @Override
            public boolean hasNext() {
                return next < batches();
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return batch(next++);
            }
        };
    }

    private Batch batch(int index) {
        Batch batch = new Batch(sequences, steps, run.inputs(), run.outputs(), index > 0);
        Arrays.fill(batch.masks(), 1);
        int row = 0;
        for (int sequence = 0; sequence < sequences; sequence++) {
            int from = sequence * length + index * steps;
            for (int step = from; step < from + steps; step++) {
                run.input(step, batch.inputs(), row * run.inputs());
                batch.targets()[row * run.outputs() + run.target(step)] = 1;
                row++;
            }
        }
        return batch;
    }
}
